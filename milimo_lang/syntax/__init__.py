"""Text to tree: what is written, losslessly, before anyone asks what is meant."""
