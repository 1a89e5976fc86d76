"""What the area needs, its strategies and agreements, and the advice it was given."""
