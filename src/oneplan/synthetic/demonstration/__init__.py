"""The invented people of Merrowdale who use the demonstration, and what they did in the last days."""

from oneplan.synthetic.demonstration.loading import Deed, DemoPerson, deeds, people, words_of

__all__ = ["Deed", "DemoPerson", "deeds", "people", "words_of"]
