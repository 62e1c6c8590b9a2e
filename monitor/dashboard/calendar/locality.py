"""The calendar's country: first day of the week, weekend, names of months and days.

They follow the installation's country (setting COUNTRY), not the reader's language: an English page
in Cairo begins its week on Saturday.
"""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from monitor.dates import week_rules


@lru_cache(maxsize=256)
def locale_code(language: str, country: str) -> str:
    """The code under which days and months are named: "ar-MA", or the language alone.

    `language` is as Django has it ("ar", "en-gb"), `country` an ISO 3166-1 alpha-2 code or "".
    Bare English is British, the day before the month, as the United Nations writes.
    """
    plain = language[:2]
    if country and _known(f"{plain}_{country}"):
        return f"{plain}-{country}"
    return "en-GB" if plain == "en" else plain


@lru_cache(maxsize=256)
def week_of(language: str, country: str) -> tuple[int, frozenset[int]]:
    """First day of the week and days of the weekend in `country`, Monday being 0 (CLDR).

    Where CLDR does not know the language there, an official language of the country answers;
    without a country, the language alone.
    """
    if not country:
        return week_rules(language[:2])
    spoken = (language[:2], *get_official_languages(country, regional=True, de_facto=True))
    code = next((f"{each}_{country}" for each in spoken if _known(f"{each}_{country}")), None)
    return week_rules(code or language[:2])


def _known(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True
