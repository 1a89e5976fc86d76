"""Person-level returns that were read, what was wrong in them, and matches that wait for a person."""
