"""Picture and sound as files: the only place where media are opened, decoded, encoded, mixed and cut."""
