"""Invented States, bodies, places, topics and series, named in four languages. Data only."""

from typing import Final

Names = tuple[str, str, str, str]

MARK: Final = "Invented:"
ORIGIN: Final = "Invented for demonstration"

# Stems and endings in Latin and in Arabic letters; each pair makes one State.
_STEMS: Final = (
    ("Bel", "بيل"),
    ("Dor", "دور"),
    ("Fen", "فين"),
    ("Gal", "غال"),
    ("Hes", "هيس"),
    ("Jal", "جال"),
    ("Kor", "كور"),
    ("Lum", "لوم"),
    ("Mer", "مير"),
    ("Nov", "نوف"),
    ("Pel", "بال"),
    ("Quil", "كويل"),
    ("Ras", "راس"),
    ("Tav", "تاف"),
    ("Vol", "فول"),
)
_ENDINGS: Final[tuple[Names, ...]] = (
    ("anthia", "anthie", "antia", "انثيا"),
    ("ovara", "ovare", "ovara", "وفارا"),
    ("esmund", "esmonde", "esmundo", "يسموند"),
    ("illune", "illune", "iluna", "يلون"),
)


def _states() -> tuple[tuple[str, Names], ...]:
    found = []
    for number in range(len(_STEMS) * len(_ENDINGS)):
        stem, arabic = _STEMS[number % len(_STEMS)]
        ending = _ENDINGS[number // len(_STEMS)]
        code = f"X{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"
        latin = [f"{stem}{part}" for part in ending[:3]]
        found.append((code, (latin[0], latin[1], latin[2], f"{arabic}{ending[3]}")))
    return tuple(found)


# Sixty, as (code, names); the first is home where HOME_ACTOR says XAA.
STATES: Final = _states()

MEMBERS: Final = "demo-members"
COUNCIL: Final = "demo-council"
SECRETARIAT: Final = "demo-secretariat"

BODIES: Final[tuple[tuple[str, str, Names], ...]] = (
    (
        MEMBERS,
        "group",
        (
            "Members of the Invented Assembly",
            "Membres de l’Assemblée inventée",
            "Miembros de la Asamblea inventada",
            "أعضاء الجمعية المتخيلة",
        ),
    ),
    (
        COUNCIL,
        "organ",
        ("Invented Council", "Conseil inventé", "Consejo inventado", "المجلس المتخيل"),
    ),
    (
        SECRETARIAT,
        "organisation",
        (
            "Invented Secretariat",
            "Secrétariat inventé",
            "Secretaría inventada",
            "الأمانة المتخيلة",
        ),
    ),
)

# Regional groups: each fourth State belongs to the same one; the last group is the smallest.
REGIONS: Final[tuple[tuple[str, Names], ...]] = (
    ("demo-north", ("Northern Isles", "Îles du Nord", "Islas del Norte", "جزر الشمال")),
    ("demo-coast", ("Long Coast", "Longue Côte", "Costa Larga", "الساحل الطويل")),
    ("demo-plateau", ("High Plateau", "Haut Plateau", "Alta Meseta", "الهضبة العليا")),
    ("demo-delta", ("Delta States", "États du Delta", "Estados del Delta", "دول الدلتا")),
)

# code, names, country, venue, zone
PLACES: Final[tuple[tuple[str, Names, str, str, str], ...]] = (
    (
        "demo-harbour",
        ("Harbour City", "Ville-du-Port", "Ciudad del Puerto", "مدينة الميناء"),
        "XAA",
        "Hall of Mirrors",
        "Europe/Paris",
    ),
    (
        "demo-lake",
        ("Lakeside", "Bord-du-Lac", "Orilla del Lago", "ضفة البحيرة"),
        "XAB",
        "",
        "Europe/Zurich",
    ),
    (
        "demo-hill",
        ("Hill Town", "Bourg-la-Colline", "Villa de la Colina", "بلدة التل"),
        "XAE",
        "Upper Chamber",
        "Asia/Kolkata",
    ),
    (
        "demo-sands",
        ("White Sands", "Sables-Blancs", "Arenas Blancas", "الرمال البيضاء"),
        "XAH",
        "",
        "America/New_York",
    ),
)

# code, parent, names
TOPICS: Final[tuple[tuple[str, str, Names], ...]] = (
    ("demo-seas", "", ("Seas", "Mers", "Mares", "البحار")),
    ("demo-ports", "demo-seas", ("Ports", "Ports", "Puertos", "الموانئ")),
    ("demo-light", "demo-seas", ("Lighthouses", "Phares", "Faros", "المنارات")),
    ("demo-roads", "", ("Roads", "Routes", "Carreteras", "الطرق")),
    ("demo-water", "", ("Water", "Eau", "Agua", "المياه")),
)

SERIES: Final[tuple[tuple[str, Names], ...]] = (
    (
        "demo-harbour-talks",
        ("Harbour Talks", "Entretiens du Port", "Diálogos del Puerto", "محادثات الميناء"),
    ),
    (
        "demo-assembly",
        (
            "Invented Assembly",
            "Assemblée inventée",
            "Asamblea inventada",
            "الجمعية المتخيلة",
        ),
    ),
)

# code, name; the first is the desk of the demonstration's accounts.
DESKS: Final = (("security", "Security desk"), ("law", "Law desk"))
