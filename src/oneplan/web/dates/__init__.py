"""A calculator of statutory dates that anyone may use: facts in the address, dates out, nothing kept."""
