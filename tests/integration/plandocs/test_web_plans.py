"""HTML plans: spans, lists, hidden parts, menus, struck dates, old encodings."""

from tests.support.plan_documents import GOVERNANCE, HEAD, INCLUSION, KEY, html_table, told, web_page

from oneplan.core.improvement.reading import LineFate
from oneplan.plandocs import read


def test_a_web_plan_is_read_in_reading_order():
    body = (
        "<nav><a href='/'>Home</a></nav><h1>Merrowdale One Plan</h1><p>All ratings are accurate as at 3 June 2025.</p>"
        + html_table(KEY)
        + "<h2>Priority 1: Right help early</h2><h3>1. Governance</h3>"
        + html_table([HEAD, *GOVERNANCE])
        + "<h4>How we will know</h4><ul><li>Number of boards:<ul><li>held</li><li>late</li></ul></li></ul><h3>2. Inclusion</h3>"
        + html_table([HEAD, *INCLUSION])
        + "<footer>Contact us</footer>"
    )

    reading = read(web_page(body), name="plan.html")

    assert [row[:2] for row in told(reading)] == [("GV1", "1"), ("GV2", "1"), ("GV3", "1"), ("IN1", "2"), ("IN2", "2")]
    assert reading.measures[0].text.startswith("Number of boards:")
    assert [(line.text, line.why) for line in reading.lines if line.fate is LineFate.NOISE] == [
        ("Home", "the page's menu"),
        ("Contact us", "the page's footer"),
    ]


def test_a_cell_spanning_rows_counts_for_each_and_one_spanning_columns_is_a_banner():
    body = (
        "<table><tr><th>Ref</th><th>Action</th><th>Owner</th><th>Due</th></tr><tr><td colspan='4'>Phase 1: Start</td></tr>"
        "<tr><td>1</td><td>Write it<ul><li>routes</li><li>advice</li></ul></td><td rowspan='2'>DCO</td><td rowspan='2'>May 2026</td></tr><tr><td>2</td><td>Send it</td></tr></table>"
    )

    reading = read(web_page(body), name="plan.html")

    assert told(reading) == [
        ("1", "Actions", ["DCO"], "2026-05-31", "unknown"),
        ("2", "Actions", ["DCO"], "2026-05-31", "unknown"),
    ]
    assert [action.phase for action in reading.actions] == ["Phase 1: Start", "Phase 1: Start"]
    assert reading.actions[0].text == "Write it\n• routes\n• advice"


def test_scripts_styles_and_hidden_parts_are_no_words():
    reading = read(
        web_page(
            "<script>var x = 'Ref Action Owner';</script><style>p{}</style><p style='display:none'>unseen</p>"
            + html_table([HEAD, *INCLUSION])
        ),
        name="plan.html",
    )

    assert len(reading.actions) == 2
    assert not any("unseen" in line.text or "var x" in line.text for line in reading.lines)


def test_a_struck_date_is_the_one_that_was_revised():
    body = "<table><tr><th>Ref</th><th>Action</th><th>Owner</th><th>Due</th></tr><tr><td>1</td><td>Write it</td><td>DCO</td><td><s>July 2025</s> Dec 2025</td></tr></table>"

    due = read(web_page(body), name="plan.html").actions[0].due

    assert (str(due.due_on), str(due.revised_from)) == ("2025-12-31", "2025-07-31")


def test_a_page_in_an_older_encoding_keeps_its_letters():
    page = "<html><head><meta charset='windows-1252'></head><body><h1>Plan \u2013 Merrowdale\u2019s</h1></body></html>".encode(
        "cp1252"
    )

    assert read(page, name="plan.html").plan == "Plan \u2013 Merrowdale\u2019s"


def test_a_page_that_lays_out_its_plan_without_tables_is_read_too():
    body = "<h2>1. Early help</h2><p><b>Action 1.1</b>: Write the guide</p><p><b>Owner:</b> DCO</p><p><b>Due:</b> May 2026</p><p><b>Status:</b> On track</p>"

    assert told(read(web_page(body), name="plan.html")) == [("1.1", "1", ["DCO"], "2026-05-31", "on_track")]
