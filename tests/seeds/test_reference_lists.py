"""States, actors, topics and places as they stand in the files."""

import csv
import re
from collections import Counter
from zoneinfo import available_timezones

import pytest
from babel import Locale

from tests.seeds.lists import ACTORS, MEMBERSHIPS, PLACES, SEEDS, STATE, STATES, TOPICS, Row, read

LANGUAGES = ("en", "fr", "es", "ar")
NAMES = tuple(f"name_{language}" for language in LANGUAGES)
INVERTED = {"BOL", "FSM", "IRN", "NLD", "VEN"}
# Where CLDR shortens ("Russia"), contests or spells with "&" and "St." what we name in full.
CLDR_DIFFERS = (
    "ATG BIH BOL BRN CIV COD COG CPV FSM GBR IRN KNA KOR LAO LCA MDA MMR NLD PRK PSE RUS STP SYR "
    "TTO TZA USA VAT VCT VEN VNM"
)
ARABIC = re.compile(r"[\u0621-\u064a]+(?:[ ()-]+[\u0621-\u064a]+)*(?: -)?\)?")
ARTICLE = re.compile(r"\((?:the|l'|le|la|les|el|los|las)\)", re.IGNORECASE)

FILES = ("states.csv", "actors.csv", "memberships.csv", "topics.csv", "places.csv")
NAMED = [*STATES, *ACTORS, *TOPICS, *PLACES]


def code_of(row: Row) -> str:
    return row["code"]


# The files


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_utf8_with_plain_line_ends_and_no_loose_space(name: str) -> None:
    raw = (SEEDS / name).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    loose = [row for row in read(name) if any(cell != cell.strip() for cell in row.values())]
    assert loose == []


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_exactly_the_cells_of_its_heading(name: str) -> None:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    assert [n for n, row in enumerate(rows, 2) if len(row) != len(head)] == []


@pytest.mark.parametrize("name", FILES)
def test_the_readme_counts_the_rows_that_are_there(name: str) -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{name}` \|.*\| {len(read(name))} \|$", readme, re.MULTILINE)


def test_no_code_stands_twice_and_states_share_none_with_other_actors() -> None:
    for rows in ([*STATES, *ACTORS], TOPICS, PLACES):
        counts = Counter(code_of(row) for row in rows)
        assert [code for code, count in counts.items() if count > 1] == []


def test_slugs_and_codes_have_their_shape() -> None:
    assert all(re.fullmatch(r"[A-Z]{3}", row["code"]) for row in STATES)
    assert all(re.fullmatch(r"[A-Z]{2}", row["iso2"]) for row in STATES)
    assert all(re.fullmatch(r"[0-9]{3}", row["m49"]) for row in STATES)
    slugs = [row["code"] for row in [*ACTORS, *TOPICS, *PLACES]]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_the_short_codes_are_unique() -> None:
    assert len({row["iso2"] for row in STATES}) == len(STATES)
    assert len({row["m49"] for row in STATES}) == len(STATES)


# The States


def test_there_are_193_members_and_two_observers() -> None:
    assert Counter(row["kind"] for row in STATES) == {"state": 193, "observer": 2}
    assert {row["code"] for row in STATES if row["kind"] == "observer"} == {"PSE", "VAT"}


def test_everything_is_named_in_four_languages() -> None:
    assert [row["code"] for row in NAMED if not all(row[column] for column in NAMES)] == []


@pytest.mark.parametrize("column", NAMES)
def test_no_two_states_share_a_name(column: str) -> None:
    assert len({row[column] for row in STATES}) == len(STATES)


def test_a_state_keeps_no_article_asterisk_or_typographic_apostrophe() -> None:
    for row in STATES:
        text = " ".join(row[column] for column in (*NAMES, "formal_en"))
        assert not ARTICLE.search(text), row["code"]
        assert not set("*’_") & set(text), row["code"]
        assert not row["formal_en"].startswith("the "), row["code"]


def test_parentheses_stand_only_where_they_are_part_of_the_name() -> None:
    for column in NAMES:
        assert {row["code"] for row in STATES if "(" in row[column]} == INVERTED
        assert all(row[column].count("(") == row[column].count(")") for row in STATES)


def test_arabic_names_and_demonyms_hold_arabic_letters_only() -> None:
    cells = [row["name_ar"] for row in NAMED]
    cells += [row["demonym_ar"] for row in STATES if row["demonym_ar"]]
    assert [cell for cell in cells if not ARABIC.fullmatch(cell)] == []


def test_latin_names_hold_latin_letters_only() -> None:
    for row in NAMED:
        text = row["name_en"] + row["name_fr"] + row["name_es"]
        assert [sign for sign in text if sign.isalpha() and ord(sign) > 0x17F] == [], row["code"]


def test_names_that_cldr_contests_are_not_taken_from_it() -> None:
    for code in ("PRK", "KOR", "COD", "COG", "PSE", "RUS", "SYR", "LAO", "MMR"):
        theirs = Locale("en").territories[STATE[code]["iso2"]]
        assert STATE[code]["name_en"] != theirs, code
    names = {row[column] for row in STATES for column in NAMES}
    assert not names & {"North Korea", "Myanmar (Burma)", "Congo - Kinshasa", "كوريا الشمالية"}
    assert not names & {"Corée du Nord", "Corea del Norte", "Myanmar (Birmanie)", "Ivory Coast"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("RUS", "Russian Federation"),
        ("VNM", "Viet Nam"),
        ("TUR", "Türkiye"),
        ("CIV", "Côte d'Ivoire"),
        ("BOL", "Bolivia (Plurinational State of)"),
        ("IRN", "Iran (Islamic Republic of)"),
        ("VEN", "Venezuela (Bolivarian Republic of)"),
        ("GBR", "United Kingdom of Great Britain and Northern Ireland"),
        ("USA", "United States of America"),
        ("PRK", "Democratic People's Republic of Korea"),
        ("KOR", "Republic of Korea"),
        ("COD", "Democratic Republic of the Congo"),
        ("COG", "Congo"),
        ("LAO", "Lao People's Democratic Republic"),
        ("MDA", "Republic of Moldova"),
        ("MMR", "Myanmar"),
        ("SWZ", "Eswatini"),
        ("CPV", "Cabo Verde"),
        ("MKD", "North Macedonia"),
        ("CZE", "Czechia"),
        ("NLD", "Netherlands (Kingdom of the)"),
        ("SYR", "Syrian Arab Republic"),
        ("TZA", "United Republic of Tanzania"),
        ("TLS", "Timor-Leste"),
        ("PSE", "State of Palestine"),
        ("VAT", "Holy See"),
    ],
)
def test_a_state_is_called_what_the_united_nations_calls_it(code: str, name: str) -> None:
    assert STATE[code]["name_en"] == name


def test_iso_codes_belong_to_the_state_they_stand_beside() -> None:
    """CLDR's English names agree for every State whose name it does not shorten or contest."""
    theirs = Locale("en").territories
    differing = {row["code"] for row in STATES if theirs[row["iso2"]] != row["name_en"]}
    assert " ".join(sorted(differing)) == CLDR_DIFFERS


def test_every_state_actor_and_membership_names_its_source() -> None:
    for rows in (STATES, ACTORS, MEMBERSHIPS):
        assert [row for row in rows if not row["source"]] == []


def test_a_shared_demonym_is_one_we_know_of() -> None:
    counts = Counter(row["demonym_en"] for row in STATES if row["demonym_en"])
    assert {word for word, count in counts.items() if count > 1} == {"Congolese", "Dominican"}


@pytest.mark.parametrize("code", ["KOR", "PRK", "MKD", "VAT"])
def test_a_contested_demonym_is_left_empty(code: str) -> None:
    assert [STATE[code][f"demonym_{language}"] for language in LANGUAGES] == [""] * 4


# Actors, topics, places


def test_an_actor_that_is_no_state_has_a_kind_and_a_whole_it_knows() -> None:
    known = {row["code"] for row in ACTORS}
    for row in ACTORS:
        assert row["kind"] in {"organisation", "organ", "group"}
        assert row["part_of"] in known | {""}
        assert row["part_of"] != row["code"]
        assert row["kind"] != "organ" or row["part_of"]


def test_no_alias_leads_to_two_actors() -> None:
    aliases = Counter(a for row in ACTORS for a in {row["name_en"], *row["aliases_en"].split("|")})
    assert [alias for alias, count in aliases.items() if alias and count > 1] == []


def test_topics_have_two_levels() -> None:
    tops = {row["code"] for row in TOPICS if not row["parent"]}
    assert {row["parent"] for row in TOPICS} - {""} <= tops


def test_a_place_lies_in_a_known_state_and_a_known_zone() -> None:
    zones = available_timezones()
    for row in PLACES:
        assert row["country"] in STATE
        assert row["zone"] in zones


def test_hong_kong_is_shown_with_china() -> None:
    row = next(row for row in PLACES if row["code"] == "hong-kong")
    assert row["country_words"] or STATE[row["country"]]["name_en"] == "China"
