"""The words that dates need and the Unicode CLDR does not carry, by language.

Month names, their order and the marks of a range come from CLDR. These are
ours, in the four languages in which the record keeps names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases round a date; `{}` stands for it. Seasons run from spring."""

    by: str
    until: str
    starting: str
    not_before: str
    about: str
    uncertain: str
    unknown: str
    seasons: tuple[str, str, str, str]
    northern: str
    southern: str
    halves: tuple[str, str]
    decade: str | None


ENGLISH = Vocabulary(
    by="by {}",
    until="until {}",
    starting="from {}",
    not_before="not before {}",
    about="about {}",
    uncertain="{} (uncertain)",
    unknown="date not known",
    seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
    northern="{} (northern hemisphere)",
    southern="{} (southern hemisphere)",
    halves=("first half of {}", "second half of {}"),
    decade="{}s",
)
FRENCH = Vocabulary(
    by="au plus tard le {}",
    until="jusqu’au {}",
    starting="à partir du {}",
    not_before="pas avant le {}",
    about="{} environ",
    uncertain="{} (incertain)",
    unknown="date inconnue",
    seasons=("printemps {}", "été {}", "automne {}", "hiver {}"),
    northern="{} (hémisphère Nord)",
    southern="{} (hémisphère Sud)",
    halves=("premier semestre {}", "second semestre {}"),
    decade="années {}",
)
SPANISH = Vocabulary(
    by="a más tardar el {}",
    until="hasta el {}",
    starting="a partir del {}",
    not_before="no antes del {}",
    about="aproximadamente {}",
    uncertain="{} (sin confirmar)",
    unknown="fecha desconocida",
    seasons=("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"),
    northern="{} (hemisferio norte)",
    southern="{} (hemisferio sur)",
    halves=("primer semestre de {}", "segundo semestre de {}"),
    decade="década de {}",
)
ARABIC = Vocabulary(
    by="في موعد أقصاه {}",
    until="حتى {}",
    starting="اعتبارًا من {}",
    not_before="ليس قبل {}",
    about="نحو {}",
    uncertain="{} (غير مؤكد)",
    unknown="تاريخ غير معروف",
    seasons=("ربيع {}", "صيف {}", "خريف {}", "شتاء {}"),
    northern="{} (نصف الكرة الشمالي)",
    southern="{} (نصف الكرة الجنوبي)",
    halves=("النصف الأول من {}", "النصف الثاني من {}"),
    decade=None,
)

BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH, "ar": ARABIC}
