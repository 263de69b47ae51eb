"""What stands, lies and hangs in rooms, drawn of solids on a site; all measures are metres."""
