"""The smallest things everything else is made of."""

from oneplan.core.kernel.period import Period
from oneplan.core.kernel.problem import Problem

__all__ = ["Period", "Problem"]
