"""Which words of a text produced which item: runs in its paragraphs, notes in its margin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language, npgettext, pgettext

from monitor.accounts.models import RecordStatus, User
from monitor.commitments.models import Commitment, CommitmentPassage, Evidence, EvidenceUse
from monitor.dashboard.findings import assessed_words
from monitor.dashboard.links import anchor, commitment_url, event_url, follow_up_url
from monitor.dashboard.statuses import Count, in_bar_order
from monitor.events.models import Event, EventPassage
from monitor.sources.models import DocumentVersion, Passage
from monitor.sources.runs import Run, runs
from monitor.sources.text import Piece, Sheet


@dataclass(frozen=True, slots=True)
class Note:
    """One item in the margin, for the words it stands in; `number` is set by `read`."""

    kind: str
    start: int
    end: int
    anchor: str
    ref: str
    url: str
    title: str
    language: str
    meta: str = ""
    status: str = ""
    counts: list[Count] = field(default_factory=list)
    number: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text under the same words: where it leads, what it is the first and last run of."""

    text: str
    kind: str
    target: int
    ids: tuple[str, ...]
    ending: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph, or part of one, with its runs and the notes that begin in it."""

    piece: Piece
    stretches: list[Stretch]
    notes: list[Note]


def read(version: DocumentVersion, sheet: Sheet, *, user: User) -> list[Shown]:
    """The paragraphs of this page of the text with what `user` may see of its items.

    Words that only produced what the person may not see are not marked.
    """
    notes = _numbered(_notes(version, sheet, user))
    seen: set[int] = set()
    named: set[str] = set()
    shown = []
    for piece in sheet.pieces:
        within = [note for note in notes if note.start < piece.end and note.end > piece.start]
        spans = [(note.start, note.end, note.number) for note in within]
        by_number = {note.number: note for note in within}
        stretches = [
            _stretch(version.text, run, by_number, named)
            for run in runs(piece.end, spans, start=piece.start)
        ]
        new = [note for note in within if note.number not in seen]
        seen.update(note.number for note in new)
        shown.append(Shown(piece, stretches, new))
    return shown


def _stretch(text: str, run: Run[int], by_number: dict[int, Note], named: set[str]) -> Stretch:
    over = [by_number[number] for number in run.keys]
    ids = tuple(dict.fromkeys(note.anchor for note in over if note.anchor not in named))
    named.update(ids)
    ending = tuple(by_number[number] for number in run.ends if by_number[number].end == run.end)
    return Stretch(
        text[run.start : run.end], _kind(over), run.keys[0] if run.keys else 0, ids, ending
    )


def _kind(over: Iterable[Note]) -> str:
    kinds = {note.kind for note in over}
    if kinds >= {"event", "commitment"}:
        return "both"
    return next((kind for kind in ("commitment", "event", "evidence") if kind in kinds), "")


def _numbered(notes: list[Note]) -> list[Note]:
    """In the order of the text, the longer of two that begin together first."""
    order = sorted(notes, key=lambda note: (note.start, -note.end, note.kind, note.ref))
    return [replace(note, number=number) for number, note in enumerate(order, start=1)]


def _notes(version: DocumentVersion, sheet: Sheet, user: User) -> list[Note]:
    language = get_language() or "en"
    here = Passage.objects.filter(
        version=version, start__lt=max(sheet.end, 1), end__gt=sheet.start
    ).order_by()
    mentions = EventPassage.objects.filter(
        passage__in=here, event__in=Event.objects.visible_to(user)
    ).select_related("passage", "event")
    quotes = CommitmentPassage.objects.filter(
        passage__in=here, commitment__in=Commitment.objects.visible_to(user)
    ).select_related("passage", "commitment")
    uses = EvidenceUse.objects.filter(
        removed_at__isnull=True,
        evidence__in=Evidence.objects.visible_to(user).filter(passage__in=here),
        obligation__commitment__in=Commitment.objects.visible_to(user),
    ).select_related("evidence__passage", "obligation__commitment", "obligation__actor")
    return [
        *(_of_event(mention, language) for mention in mentions),
        *(_of_commitment(quote, language) for quote in quotes),
        *_of_evidence(uses, language),
    ]


def _of_event(mention: EventPassage, language: str) -> Note:
    event, passage = mention.event, mention.passage
    title, title_language = event.title_in(language)
    return Note(
        "event",
        passage.start,
        passage.end,
        anchor(passage.uuid),
        event.ref,
        event_url(event),
        title,
        title_language,
        status=event.status,
        remark=mention.note,
    )


def _of_commitment(quote: CommitmentPassage, language: str) -> Note:
    commitment, passage = quote.commitment, quote.passage
    title, title_language = commitment.title_in(language)
    return Note(
        "commitment",
        passage.start,
        passage.end,
        anchor(passage.uuid),
        commitment.ref,
        commitment_url(commitment.number),
        title,
        title_language,
        meta=_standing(commitment) if quote.leading else str(quote.get_role_display()),
        status="" if commitment.record == RecordStatus.PUBLISHED else commitment.record,
        counts=_bar(commitment) if quote.leading else [],
    )


def _standing(commitment: Commitment) -> str:
    """How many of its follow-ups were looked at; a call to nobody named has none."""
    if not commitment.duty_bearer_count:
        return pgettext("commitment", "Addressee not named")
    return assessed_words(commitment) if commitment.record == RecordStatus.PUBLISHED else ""


def _bar(commitment: Commitment) -> list[Count]:
    if commitment.record != RecordStatus.PUBLISHED or not commitment.duty_bearer_count:
        return []
    return in_bar_order({code.value: n for code, n in commitment.counts.items()})


def _of_evidence(uses: Iterable[EvidenceUse], language: str) -> Iterator[Note]:
    """One note for each piece of evidence and commitment, however many follow-ups it serves."""
    grouped: dict[tuple[int, int], list[EvidenceUse]] = {}
    for use in uses:
        grouped.setdefault((use.evidence_id, use.obligation.commitment_id), []).append(use)
    for same in grouped.values():
        first = same[0].obligation
        passage = same[0].evidence.passage
        if passage is None:
            continue
        title, title_language = first.commitment.title_in(language)
        one = len(same) == 1
        number = first.commitment.number
        yield Note(
            "evidence",
            passage.start,
            passage.end,
            anchor(passage.uuid),
            f"{first.commitment.ref} {first.actor.code}" if one else first.commitment.ref,
            follow_up_url(number, first.actor.code) if one else commitment_url(number),
            title,
            title_language,
            meta=npgettext(
                "document", "evidence for a follow-up", "evidence for %(n)d follow-ups", len(same)
            )
            % {"n": len(same)},
        )
