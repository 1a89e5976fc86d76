"""The improvement plan, its actions, what happened to each, and the documents it was read from."""
