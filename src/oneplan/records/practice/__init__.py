"""Practices adopted into the plan, and the services that run from them."""
