"""Invents a believable local area from a seed: its settings, officers, children and everything that happened."""

from oneplan.synthetic.area.area import InventedArea, invent

__all__ = ["InventedArea", "invent"]
