"""Components as template tags. Built into every template: nothing needs loading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from oneplan.web.ui import words

if TYPE_CHECKING:
    from datetime import date

    from django.forms import BoundField

register = template.Library()
OPTION_LISTS = {"radioselect", "checkboxselectmultiple"}
CONTROL_CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "clearablefile": "govuk-file-upload",
    "file": "govuk-file-upload",
}


# ---- Words and shapes ------------------------------------------------------------------------------------------


@register.simple_tag
def shape(name: str) -> SafeString:
    """One of the shapes of the sprite, silent to screen readers because a word stands beside it."""
    return format_html('<svg class="op-shape" aria-hidden="true" focusable="false"><use href="#op-{}"/></svg>', name)


@register.simple_tag
def state(name: str, word: str = "", raw: str = "") -> SafeString:
    """A state as shape, word and colour; ``raw`` is the plan's own word, shown beneath when it differs."""
    said = words.state_words(name)
    spoken = word or (raw if raw.casefold().startswith(said.word.casefold()) else said.word)
    beneath = format_html('<span class="op-state__raw">{}</span>', raw) if _differs(raw, spoken) else ""
    inner = format_html(
        '<span class="op-state op-state--{}">{}<span>{}</span></span>', said.tone, shape(said.shape), spoken
    )
    return format_html("{}{}", inner, beneath)


@register.simple_tag
def day(value: date | None, otherwise: str = "No date") -> SafeString:
    """A day as people say it, marked up as a time; with none, the reason there is none."""
    if value is None:
        return format_html('<span class="op-quiet">{}</span>', otherwise)
    return format_html('<time class="op-day" datetime="{}">{}</time>', value.isoformat(), words.long_day(value))


@register.simple_tag
def short_day(value: date | None, otherwise: str = "No date") -> SafeString:
    """A day without its weekday, for dense tables."""
    if value is None:
        return format_html('<span class="op-quiet">{}</span>', otherwise)
    return format_html('<time class="op-day" datetime="{}">{}</time>', value.isoformat(), words.short_day(value))


@register.simple_tag
def away(value: date, today: date, *, finished: bool = False) -> SafeString:
    """How far off, or how late, a due day is; plain distance once the work is finished."""
    if finished:
        return format_html('<span class="op-away">{}</span>', words.distance(value, today))
    near = words.nearness(value, today)
    tone = "" if near == "on_track" else f" op-away--{near}"
    return format_html('<span class="op-away{}">{}</span>', tone, words.lateness(value, today))


@register.filter
def count(number: int, noun: str) -> str:
    """``3|count:"action"`` says 3 actions; an irregular plural follows a comma: "child,children"."""
    one, _, many = noun.partition(",")
    return words.count_of(number, one, many)


@register.filter
def sentence(items: list[str]) -> str:
    """Items joined as a sentence says them."""
    return words.listed([str(item) for item in items])


# ---- Blocks with words inside ----------------------------------------------------------------------------------


@register.simple_block_tag(end_name="endnotice")
def notice(content: SafeString, kind: str = "", title: str = "") -> SafeString:
    """A box that says one thing: kind is "", warning, problem or done."""
    heading = format_html('<h2 class="govuk-heading-s">{}</h2>', title) if title else ""
    tone = f" op-notice--{kind}" if kind else ""
    return format_html('<div class="op-notice{}">{}{}</div>', tone, heading, content)


@register.simple_block_tag(end_name="endempty")
def empty(content: SafeString, title: str) -> SafeString:
    """What stands where nothing is yet: what will appear, and how to make it appear."""
    return format_html('<div class="op-empty"><h2 class="govuk-heading-s">{}</h2>{}</div>', title, content)


@register.simple_block_tag(end_name="enddetails")
def details(content: SafeString, summary: str, *, is_open: bool = False) -> SafeString:
    """Words that open in place."""
    return SafeString(render_to_string("ui/details.html", {"content": content, "summary": summary, "is_open": is_open}))


@register.simple_block_tag(end_name="endtable")
def table(content: SafeString, caption: str, *, hide_caption: bool = False, extra: str = "") -> SafeString:
    """A table with its caption in a box of its own that scrolls, so that the page never scrolls sideways."""
    values = {"content": content, "caption": caption, "hide_caption": hide_caption, "extra": extra}
    return SafeString(render_to_string("ui/table.html", values))


# ---- Parts with a shape of their own ---------------------------------------------------------------------------


@register.inclusion_tag("ui/page_header.html")
def page_header(title: str, lead: str = "", caption: str = "", more: str = "") -> dict[str, Any]:
    """The page's one heading, what it is part of, and the sentence the page says first."""
    return {"title": title, "lead": lead, "caption": caption, "more": more}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: Any = None, problem: Any = None) -> dict[str, Any]:
    """What must be put right, first on the page, each line a link to its field."""
    return {"form": form, "problem": problem}


@register.inclusion_tag("ui/summary.html")
def summary(rows: Any) -> dict[str, Any]:
    """Pairs of a name and what is known; a third part is a link (words, address)."""
    return {"rows": rows}


@register.inclusion_tag("ui/why.html")
def why(card: Any) -> dict[str, Any]:
    """Why this date: what, day, arithmetic, provision and what else to know."""
    return {"card": card}


@register.inclusion_tag("ui/filters.html")
def filters(groups: Any) -> dict[str, Any]:
    """Ways to narrow a list, as links with counts."""
    return {"groups": groups}


@register.inclusion_tag("ui/bar.html")
def bar(parts: Any, label: str = "") -> dict[str, Any]:
    """A thin bar of parts with the counts in words beneath: see presenters of ``Bar``."""
    return {"bar": parts, "label": label}


@register.inclusion_tag("ui/history.html")
def history(entries: Any) -> dict[str, Any]:
    """What happened, newest first, down one line of time."""
    return {"entries": entries}


@register.inclusion_tag("ui/pagination.html")
def pagination(pages: Any) -> dict[str, Any]:
    """Previous and next, in words that say what is there."""
    return {"pages": pages}


@register.inclusion_tag("ui/figures.html")
def figures(items: Any) -> dict[str, Any]:
    """Numbers that open: each links to what it counts."""
    return {"items": items}


# ---- Forms -----------------------------------------------------------------------------------------------------


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field in GOV.UK classes, tied to its hint and its error for screen readers."""
    kind = field.widget_type
    if kind in OPTION_LISTS:
        return SafeString(render_to_string("ui/options.html", {"field": field, "kind": kind}))
    css = CONTROL_CLASSES.get(kind, "govuk-input")
    given = field.field.widget.attrs.get("class", "")
    # A label stays when somebody starts to type; a placeholder goes, and is too faint to read.
    attrs: dict[str, Any] = {
        "placeholder": False,
        "class": f"{given} {css} {css}--error".strip() if field.errors else f"{css} {given}".strip(),
    }
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return SafeString(field.as_widget(attrs=attrs))


def _differs(raw: str, spoken: str) -> bool:
    return bool(raw) and raw.strip().casefold() != spoken.casefold()
