"""Changes, one verb each: it checks the right, asks core, and writes rows, events and audit in one transaction."""
