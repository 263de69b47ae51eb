"""Weights: what they are called and how they are made up, in each layout they are published in."""
