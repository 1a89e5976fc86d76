"""The two-monthly cycle: commissioned updates, replies, locks and snapshots, task and finish groups."""
