"""The clocks of many cases at once, in columns, with the same answers as core.

    clocks = BulkClocks.from_rulebook(load_rulebook(), schools=(a_school, another))
    columns = columns_from_cases(cases, settings)      # facts of each case; the place of its school, or none
    rows = clocks.run(columns, as_of)                  # {"final_plan_due": OutputColumns(case, due_on, state, ...)}

Law, limits and calendars are the rulebook's. Day tables are filled from core the first time a day is met.
Outputs that are values and not days are left to core.
"""

from oneplan.bulk_clocks.clocks import BulkClocks, OutputColumns
from oneplan.bulk_clocks.columns import CaseColumns, FactColumn, columns_from_cases, columns_from_days
from oneplan.bulk_clocks.standing import STATES

__all__ = [
    "STATES",
    "BulkClocks",
    "CaseColumns",
    "FactColumn",
    "OutputColumns",
    "columns_from_cases",
    "columns_from_days",
]
