"""Packs as they were issued, with every figure that stands in them."""
