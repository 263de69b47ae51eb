"""The specification of milimo, executable."""
