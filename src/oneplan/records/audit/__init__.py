"""Who did or saw what, sealed so that a change to the past shows."""
