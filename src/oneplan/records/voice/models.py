"""What people said, who was involved, what was decided and how they were told."""
