"""Files from outside: the gate they pass, where they are kept, and the closed room in which they are read."""
