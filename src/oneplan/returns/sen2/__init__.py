"""The person-level SEN2 return."""

from oneplan.returns.sen2.writing import Written, write

__all__ = ["Written", "write"]
