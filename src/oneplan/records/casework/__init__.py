"""Cases as append-only events, the plans, placements and reviews they speak of, and the clocks they keep running."""
