"""Files in: the gate, the reading, the preview; each change is then an action."""
