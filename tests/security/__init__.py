"""What a film from a stranger may not do: `SECURITY.md` says it, and names the test of each line."""
