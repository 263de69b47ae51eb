"""Trees to a `Screenplay`: names bound, terms resolved, time given out. One file a question."""
