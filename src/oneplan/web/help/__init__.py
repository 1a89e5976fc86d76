"""Help: how dates are worked out, each pathway drawn, and the words we use."""
