"""Services that run from adopted practices: who waits, how it goes, and each referral with its clocks and scores."""
