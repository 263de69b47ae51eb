"""From what is meant to what is to be made: a pure function from a `Screenplay` to a `Plan`."""
