"""Schools, nurseries and colleges, and the days on which they are open."""
