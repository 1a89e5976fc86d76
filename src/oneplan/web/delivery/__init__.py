"""Updates and delivery: the two-monthly cycle, groups and who carries what."""
