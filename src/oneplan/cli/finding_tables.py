"""What the linter found, gathered by kind, as a table in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.table import Table

from oneplan.core.improvement.reading import Finding

EXAMPLES = 3


def findings_table(findings: Sequence[Finding], *, everything: bool = False) -> Table:
    """The findings, most frequent kind first, with a few of each kind unless all are wanted."""
    table = Table(
        title=f"\n{len(findings)} findings", title_justify="left", box=None, padding=(0, 2, 0, 0), show_header=False
    )
    for kind, count in Counter(finding.kind for finding in findings).most_common():
        shown = [finding for finding in findings if finding.kind == kind][: None if everything else EXAMPLES]
        table.add_row(str(count), f"[bold]{kind.replace('_', ' ')}[/bold]", "")
        for finding in shown:
            table.add_row("", finding.ref, finding.says)
        if len(shown) < count:
            table.add_row("", "", f"[dim]and {count - len(shown)} more[/dim]")
    return table
