"""The look of the product: contrasts are computed, markup is held to the content policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from monitor.dashboard.bars import draw, widths
from monitor.dashboard.navigation import navigation
from monitor.dashboard.statuses import ASSESSMENT_LOOKS, LOOKS, WORDS, Count, in_bar_order

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "monitor" / "dashboard" / "static" / "dashboard"
TEMPLATES = ROOT / "templates"
THEMES = ("light", "dark")
STATUSES = [look.token for look in ASSESSMENT_LOOKS.values()] + ["proposed"]

TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in TOKEN.findall((STATIC / "css" / "tokens.css").read_text())
}

GROUNDS = ("paper", "canvas", "sunken", "selected")

# Text against what lies behind it: WCAG 2.2, 1.4.3, needs 4.5.
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS],
    *[(ink, "paper") for ink in ("accent", "danger", "warn", "good")],
    *[(ink, "selected") for ink in ("accent", "danger", "warn")],
    *[("accent", ground) for ground in ("canvas", "sunken", "accent-tint")],
    ("on-accent", "accent"),
    ("on-danger", "danger"),
    ("danger", "danger-tint"),
    ("warn", "warn-tint"),
    ("good", "good-tint"),
    ("ink", "warn-tint"),
    ("ink", "danger-tint"),
    ("ink", "accent-tint"),
    ("ink", "mark"),
    ("ink", "mark-2"),
    ("paper", "ink"),
    *[(f"status-{status}-on", f"status-{status}-solid") for status in STATUSES],
    *[(f"status-{status}-text", f"status-{status}-tint") for status in STATUSES],
    ("status-not-applicable-on", "hatch"),
]

# Edges of controls, the focus ring and marks that carry meaning: WCAG 2.2, 1.4.11, needs 3.
CONTROL_PAIRS = [
    *[("control", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in GROUNDS],
    ("mark-edge", "paper"),
    ("mark-edge", "mark"),
    ("mark-2-edge", "paper"),
    ("mark-2-edge", "mark-2"),
    *[(f"status-{status}-text", ground) for status in STATUSES for ground in ("paper", "canvas")],
]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str, theme: str) -> float:
    """Contrast ratio of two tokens in one theme, 1 to 21."""
    darker, lighter = sorted(luminance(COLOURS[name][theme]) for name in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), CONTROL_PAIRS)
def test_controls_and_marks_stand_out(edge: str, ground: str, theme: str) -> None:
    assert contrast(edge, ground, theme) >= 3


# From nobody has looked to done; the dark theme runs the other way.
RAMP = [
    "not-assessed",
    "no-information",
    "announced",
    "in-progress",
    "partly-fulfilled",
    "observed",
    "fulfilled",
]


@pytest.mark.parametrize("theme", THEMES)
def test_progress_darkens_on_paper_and_brightens_in_the_dark(theme: str) -> None:
    steps = [luminance(COLOURS[f"status-{status}-solid"][theme]) for status in RAMP]
    assert steps == sorted(steps, reverse=theme == "light")
    assert len(set(steps)) == len(RAMP)


def sheets() -> list[Path]:
    return sorted(STATIC.glob("css/*.css"))


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def components() -> list[Path]:
    return sorted((TEMPLATES / "components").glob("*.html"))


PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:min-|max-)?(?:width|height)|left|right|top|bottom)\s*:"
    # "none" takes no side.
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def declarations(css: str) -> Iterator[str]:
    """The declarations of a sheet: comments and conditions of @-rules are left out."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"@[\w-]+[^{;]*[{;]", "", bare)
    for part in re.split(r"[{};]", bare):
        if ":" in part:
            yield f"{part.strip()};"


@pytest.mark.parametrize("sheet", sheets(), ids=lambda path: path.name)
def test_sheets_know_no_left_and_right(sheet: Path) -> None:
    assert [line for line in declarations(sheet.read_text()) if PHYSICAL.match(line)] == []


@pytest.mark.parametrize("sheet", sheets(), ids=lambda path: path.name)
def test_colours_are_named_only_in_the_tokens(sheet: Path) -> None:
    if sheet.name == "tokens.css":
        assert len(COLOURS) >= 60
    else:
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", sheet.read_text())
        # White paper in print and the veil behind a dialog are the same in both themes.
        assert set(found) <= {"#ffffff", "#0e111699"}


@pytest.mark.parametrize("sheet", sheets(), ids=lambda path: path.name)
def test_every_custom_property_in_use_is_defined(sheet: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+):", "".join(path.read_text() for path in sheets())))
    used = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text()))
    assert used <= defined


class Markup(HTMLParser):
    """Collects what a strict content policy refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        # Data for machines is no script: no browser runs it, and the policy passes it over.
        data = ("type", "application/ld+json") in attrs
        if tag == "style" or (tag == "script" and "src" not in names and not data):
            self.refused.append(f"<{tag}>")
        self.refused += [
            f"<{tag} {name}>" for name in names if name == "style" or re.match("on[a-z]", name)
        ]


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ("<script>go()</script>", ["<script>"]),
        ('<script type="module">go()</script>', ["<script>"]),
        ('<script type="importmap">{}</script>', ["<script>"]),
        ('<script type="application/ld+json">{}</script>', []),
        ('<script src="/a.js"></script>', []),
        ('<p style="color: red">', ["<p style>"]),
        ('<p onclick="go()">', ["<p onclick>"]),
    ],
)
def test_only_what_runs_or_styles_inline_is_refused(markup: str, refused: list[str]) -> None:
    read = Markup()
    read.feed(markup)
    assert read.refused == refused


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_have_no_inline_style_or_script(path: Path) -> None:
    markup = Markup()
    markup.feed(re.sub(r"{%.*?%}|{{.*?}}", "x", path.read_text(), flags=re.DOTALL))
    assert markup.refused == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_compiles(path: Path) -> None:
    assert get_template(str(path.relative_to(TEMPLATES))).template.nodelist


@pytest.mark.parametrize("path", components(), ids=lambda path: path.name)
def test_every_component_says_first_what_it_takes(path: Path) -> None:
    opening = re.match(r"{% comment %}(.*?){% endcomment %}", path.read_text(), flags=re.DOTALL)
    assert opening is not None
    assert "ake" in opening[1]


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "sprite.svg").read_text()))


def test_every_status_has_an_icon_a_word_and_its_colours() -> None:
    assert {look.icon for looks in LOOKS.values() for look in looks.values()} <= symbols()
    assert all(str(WORDS["assessment"][code]).strip() for code in ASSESSMENT_LOOKS)
    parts = ("solid", "on", "text", "tint")
    wanted = {f"status-{status}-{part}" for status in STATUSES for part in parts}
    assert wanted <= set(COLOURS)


def test_the_look_of_assessments_knows_exactly_the_codes_of_the_record() -> None:
    assert set(WORDS["assessment"]) == set(ASSESSMENT_LOOKS)
    assert set(WORDS["event"]) == set(LOOKS["event"])
    assert set(WORDS["record"]) == set(LOOKS["record"])
    assert set(WORDS["validity"]) == set(LOOKS["validity"])
    assert set(WORDS["timeliness"]) <= set(LOOKS["timeliness"])


def test_no_two_assessments_share_an_icon() -> None:
    icons = [look.icon for look in ASSESSMENT_LOOKS.values()]
    assert len(set(icons)) == len(icons) == 10


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_icons_that_templates_name_are_drawn(path: Path) -> None:
    assert set(re.findall(r'{% icon "([\w-]+)"', path.read_text())) <= symbols()


def test_a_bar_counts_in_words_what_it_shows_in_widths() -> None:
    counts = in_bar_order({"fulfilled": 38, "not_assessed": 155})
    page = Template('{% load monitor_ui %}{% bar counts "193 follow-ups" %}')
    html = page.render(Context({"counts": counts}))
    assert 'aria-label="193 follow-ups: Fulfilled 38, Not yet assessed 155"' in html
    assert html.count("<rect") == 2


def test_the_widths_of_a_bar_fill_it_and_none_vanishes() -> None:
    shares = widths([190, 1, 1, 1, 0], least=0.6)
    assert sum(shares) == pytest.approx(100)
    assert shares[1:] == [0.6, 0.6, 0.6, 0]


def test_a_bar_of_nothing_has_no_slices() -> None:
    assert draw(in_bar_order({}), narrow=False, from_end=False) == []


def test_a_bar_starts_at_the_right_where_the_page_runs_from_the_right() -> None:
    counts = [Count("fulfilled", "Fulfilled", 1), Count("announced", "Announced", 3)]
    assert [each.x for each in draw(counts, narrow=False, from_end=True)] == ["75.000%", "0.000%"]
    with translation.override("ar"):
        html = Template("{% load monitor_ui %}{% bar counts %}").render(Context({"counts": counts}))
    assert 'x="75.000%"' in html


def test_a_count_under_a_code_that_is_no_status_is_refused() -> None:
    with pytest.raises(KeyError, match="forgotten"):
        in_bar_order({"forgotten": 1})


def test_the_error_page_needs_neither_request_nor_database() -> None:
    assert "Something went wrong on our side" in get_template("500.html").render()


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    class Words(forms.Form):
        words = forms.CharField(help_text="As in the source.")

    form = Words(data={"words": ""})
    html = render_to_string("components/_field.html", {"field": form["words"]})
    assert 'aria-describedby="id_words-hint id_words-error"' in html
    assert 'id="id_words-hint"' in html
    assert 'id="id_words-error"' in html
    assert 'aria-invalid="true"' in html


def test_words_from_outside_are_escaped_in_a_chip() -> None:
    page = Template('{% load monitor_ui %}{% chip "held" word axis="event" %}')
    html = page.render(Context({"word": "<b>"}))
    assert "&lt;b&gt;" in html


def test_who_is_not_signed_in_sees_no_places(rf: RequestFactory) -> None:
    assert navigation(rf.get("/"))["nav"] == []
