"""The practice library: what worked elsewhere, why it may matter here, and what came of taking it up."""
