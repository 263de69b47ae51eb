"""LTX-2 by diffusers: a shot's words, pictures and sounds to picture with synchronized sound, node by node."""
