"""The self-evaluation: questions with the records that bear on them, statements, scrutiny, and what others found."""
