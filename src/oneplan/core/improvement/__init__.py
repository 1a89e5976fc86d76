"""The partnership's improvement plan: what it says, how it is read and what happens to its actions."""
