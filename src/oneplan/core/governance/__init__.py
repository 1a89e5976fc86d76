"""Who meets, whether they may decide, and what became of what they decided."""
