"""Children and young people, and what must be known before anyone opens a file."""
