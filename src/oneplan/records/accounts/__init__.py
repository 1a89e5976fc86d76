"""People who sign in, and the roles they hold from one day to another."""
