"""The One Plan of an invented local area, Merrowdale: a whole improvement plan to read, import and try things on."""

from oneplan.synthetic.example_plan.loading import load
from oneplan.synthetic.example_plan.shape import ExamplePlan
from oneplan.synthetic.example_plan.text import write_text
from oneplan.synthetic.example_plan.word import write_word

__all__ = ["ExamplePlan", "load", "write_text", "write_word"]
