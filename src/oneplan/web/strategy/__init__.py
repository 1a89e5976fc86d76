"""What is known of need, strategies on their way, agreements and advice."""
