"""The thread on one page: from what must improve to the measures that show whether it does."""
