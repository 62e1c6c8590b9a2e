"""Tags of the visual language: icons, chips, due words, bars and legends.

The markup stands in `templates/components/`; README.md there says what each part takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from monitor.dashboard.bars import Slice, draw
from monitor.dashboard.statuses import ASSESSMENT_LOOKS, LOOKS, PROPOSED, WORDS, Count, Look

register = template.Library()

# Icons that point along the line of text: mirrored where it runs the other way.
DIRECTED = frozenset(
    {"arrow", "undo", "returned", "chevron-back", "chevron-on", "commitments", "feed", "sign-out"}
)


@register.simple_tag
def icon(name: str, label: object = "", extra: str = "") -> SafeString:
    """The symbol `name` of the sprite; hidden from screen readers unless `label` names it."""
    classes = f"icon icon-flip {extra}" if name in DIRECTED else f"icon {extra}"
    source = static("dashboard/icons/sprite.svg")
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}" viewBox="0 0 20 20">'
            '<use href="{}#{}"></use></svg>',
            classes.strip(), label, source, name,
        )  # fmt: skip
    return format_html(
        '<svg class="{}" aria-hidden="true" viewBox="0 0 20 20"><use href="{}#{}"></use></svg>',
        classes.strip(), source, name,
    )  # fmt: skip


def look(code: str, axis: str = "assessment") -> Look:
    """The look of `code` on `axis`. Raises KeyError for a code the table does not have."""
    if code == "proposed":
        return PROPOSED
    return LOOKS[axis][code]


@register.filter
def status_icon(code: str, axis: str = "assessment") -> str:
    """The sprite symbol of a status: {{ code|status_icon }} or {{ code|status_icon:"event" }}."""
    return look(code, axis).icon


@register.inclusion_tag("components/_chip.html")
def chip(code: str, label: object = "", axis: str = "assessment") -> dict[str, Any]:
    """A status chip: {% chip code %}, {% chip code axis="event" %}; `label` for other words."""
    found = look(code, axis)
    return {
        "code": code if axis == "assessment" else "",
        "tone": "" if axis == "assessment" else found.token,
        "icon_name": found.icon,
        "label": label or WORDS[axis][code],
    }


@register.inclusion_tag("components/_due.html")
def due(code: str, words: object, origin: object = "", day: object = "") -> dict[str, Any]:
    """Due words beside a chip: `code` of timeliness, `words` to show, where the date comes from.

    `day` is an ISO date for the machine-readable <time>, or "".
    """
    found = look(code, "timeliness")
    return {
        "icon_name": found.icon, "tone": found.token, "words": words, "origin": origin, "day": day,
    }  # fmt: skip


@register.inclusion_tag("components/_bar.html")
def bar(counts: Sequence[Count], title: object = "", size: str = "large") -> dict[str, Any]:
    """A stacked bar of `counts` (from statuses.in_bar_order); `size` is "large" or "small"."""
    slices: list[Slice] = draw(counts, narrow=size == "small", from_end=get_language_bidi())
    return {"slices": slices, "counts": counts, "title": title, "size": size}


@register.inclusion_tag("components/_legend.html")
def legend(
    counts: Sequence[Count], overdue: int | None = None, proposed: int | None = None
) -> dict[str, Any]:
    """The words and numbers beside a bar or grid; `overdue` and `proposed` only when given."""
    return {"counts": counts, "overdue": overdue, "proposed": proposed}


@register.simple_tag
def field_attributes(field: Any, source: bool = False) -> str:
    """Tie a bound field's widget to its hint and its errors; `source` sets its words in serif."""
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    attributes: dict[str, str] = field.field.widget.attrs
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    if source:
        attributes["class"] = f"{attributes.get('class', '')} source".strip()
    return ""


@register.filter
def in_status_order(labels: Mapping[str, object]) -> list[tuple[str, object]]:
    """The (code, label) pairs of a mapping in the order of every bar."""
    return [(code, labels[code]) for code in ASSESSMENT_LOOKS if code in labels]
