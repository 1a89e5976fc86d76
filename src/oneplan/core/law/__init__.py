"""What the law says on a day: citations and numbers with their first days."""

from oneplan.core.law.citation import Citation
from oneplan.core.law.parameter import Amount, NoLawInForce, Parameter, Status, Unit, Value

__all__ = ["Amount", "Citation", "NoLawInForce", "Parameter", "Status", "Unit", "Value"]
