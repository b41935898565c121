"""A story whose links or texts a person changed: scored, checked and covered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aligner.alignment import align_around, background_of, score_links
from aligner.config import RunConfig
from aligner.errors import InputError
from aligner.facts import Side, Story, compare_story
from aligner.facts.names.table import with_glossary
from aligner.korean.northern import for_matching
from aligner.pairs import ScoredPair
from aligner.pipeline.dates import told_date
from aligner.pipeline.glossary import glossary_of
from aligner.pipeline.story import StoryResult, judge_story, texts_of
from aligner.qa import inspect
from aligner.review import BeadState, SentenceState, StoryState
from aligner.review.entries import fingerprint
from aligner.types import Alignment, Bead, Document, DocumentPair, Encoder, Lang, Role, SegmentedDocument, Sentence

__all__ = ["Rows", "check_texts", "in_order", "lay_over", "numbers", "realign", "rejudge", "rework"]

Row = Mapping[str, Any]
Link = tuple[tuple[int, ...], tuple[int, ...]]
LANGS: tuple[Lang, Lang] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Rows:
    """What a run holds of one story: its rows of ``stories.jsonl``, ``pairs.jsonl`` and ``coverage.jsonl``."""

    story: Row
    pairs: list[Row]
    ledger: Row | None


def lay_over(rows: Rows, state: StoryState, beads: Sequence[BeadState]) -> Rows:
    """Return the rows with what a person decided about each pair; `beads` are in the order of the pairs."""
    base = {side: {s.key: s for s in state.side(side)} for side in LANGS}
    pairs = []
    for row, bead in zip(rows.pairs, beads, strict=True):
        before: dict[str, str] = {
            side: " ".join(base[side][k].base or "" for k in getattr(bead, side)).strip()
            for side in LANGS
            if any(base[side][k].edited for k in getattr(bead, side))
        }
        touched = bead.decided or bead.comments or bead.by == "person" or before
        pairs.append(_judged(ScoredPair.from_row(row), bead, before).to_row() if touched else row)
    return Rows(rows.story, pairs, rows.ledger)


def _judged(pair: ScoredPair, bead: BeadState, before: Mapping[str, str]) -> ScoredPair:
    """Return `pair` with what a person decided about it."""
    extra: dict[str, Any] = {}
    if bead.decided or bead.by == "person" or before:
        extra["reviewed"] = True
        extra |= {"reviewer": bead.who, "reviewed_at": bead.when} if bead.who else {}
    if before:
        extra["before_review"] = dict(before)
    notes = (*pair.notes, *(c for c in bead.comments if c not in pair.notes))
    status = bead.status if bead.decided else pair.status
    return pair.with_(status=status, notes=notes, extra=extra)


def rework(rows: Rows, state: StoryState, encoder: Encoder, config: RunConfig) -> Rows:
    """Score, check and cover a story anew whose links or texts a person changed; `lay_over` comes after."""
    ko, en = _segmented(rows.story, state, "ko"), _segmented(rows.story, state, "en")
    texts = [s.text for s in ko.aligned], [s.text for s in en.aligned]
    vectors = encoder.encode(texts_of(ko)), encoder.encode(texts_of(en))
    beads = in_order(state)
    links = numbers(state, beads)
    fresh = [at for at, bead in enumerate(beads) if not _as_it_was(state, bead)]
    given = score_links(*texts, *vectors, [links[at] for at in fresh], background_of(encoder))
    scored = dict(zip(fresh, given, strict=True))
    made = [scored.get(at) or _as_scored(bead, links[at]) for at, bead in enumerate(beads)]
    alignment = Alignment(len(texts[0]), len(texts[1]), tuple(made))
    pairing = rows.story.get("pairing") or {}
    pair = DocumentPair(ko.document, en.document, float(pairing.get("score", 1.0)), str(pairing.get("method", "given")))
    try:
        result = judge_story(pair, ko, en, alignment, *vectors, encoder, config)
    except InputError:
        if config.glossary is None:
            raise
        # The run's list of names may lie on another machine: better checked without it than not at all.
        result = judge_story(pair, ko, en, alignment, *vectors, encoder, replace(config, glossary=None))
    return _rows_of(rows, state, beads, result, config)


def rejudge(rows: Rows, encoder: Encoder, config: RunConfig) -> Rows:
    """Check and cover a story of a run anew, its links and texts as they stand.

    A date that `config` does not give is the one on record.
    """
    state = StoryState.of_rows(rows.story, rows.pairs)
    ko, en = _segmented(rows.story, state, "ko"), _segmented(rows.story, state, "en")
    vectors = encoder.encode(texts_of(ko)), encoder.encode(texts_of(en))
    beads = [
        Bead(
            tuple(row["ko_sentences"]),
            tuple(row["en_sentences"]),
            1.0 if row.get("score") is None else float(row["score"]),
            row.get("parts") or {},
        )
        for row in rows.pairs
    ]
    alignment = Alignment(len(vectors[0]), len(vectors[1]), tuple(beads))
    result = judge_story(DocumentPair(ko.document, en.document), ko, en, alignment, *vectors, encoder, config)
    made = result.story_row()
    ledger = result.ledger.to_dict() if result.ledger else rows.ledger
    return Rows({**rows.story, **{name: made[name] for name in ("findings", "date", "warnings")}}, rows.pairs, ledger)


def _as_it_was(state: StoryState, bead: BeadState) -> bool:
    pair = bead.pair
    if pair is None or (pair.ko_sentences, pair.en_sentences) != (bead.ko, bead.en):
        return False
    return state.snapshot(bead)[:2] == (pair.ko, pair.en)


def _as_scored(bead: BeadState, link: Link) -> Bead:
    assert bead.pair is not None
    return Bead(*link, 1.0 if bead.pair.score is None else bead.pair.score, bead.pair.parts)


def numbers(state: StoryState, beads: Sequence[BeadState]) -> list[Link]:
    """Return the sentence numbers of both sides of every bead."""
    ko, en = state.number("ko"), state.number("en")
    return [(tuple(ko[k] for k in bead.ko), tuple(en[j] for j in bead.en)) for bead in beads]


def in_order(state: StoryState) -> list[BeadState]:
    """Return the beads in Korean order; an addition follows the bead of the English sentence before it."""
    links = numbers(state, state.beads)
    place = {j: ko[0] for ko, en in links if ko for j in en}
    before, latest = {}, -1
    for j in sorted(j for _, en in links for j in en):
        latest = place.get(j, latest)
        before[j] = latest

    def key(at: int) -> tuple[int, int, int]:
        ko, en = links[at]
        return (ko[0], 0, 0) if ko else (before[en[0]], 1, en[0])

    return [state.beads[at] for at in sorted(range(len(links)), key=key)]


def _segmented(story: Row, state: StoryState, side: Lang) -> SegmentedDocument:
    """Return one version in sentences as they stand; what a person inserted has an empty range of the file."""
    row = story.get(side) or {}
    now = state.side(side)
    texts = {s.key: s for s in now}
    behind: dict[Any, list[SentenceState]] = {}
    last: Any = None
    for sentence in now:
        if isinstance(sentence.key, str):
            behind.setdefault(last, []).append(sentence)
        else:
            last = sentence.key
    sentences = [_inserted(s, 0, 0) for s in behind.get(None, ())]
    number = 0
    for line in row.get("sentences") or ():
        role = Role(line["role"])
        text = str(line["text"])
        start, end, paragraph = int(line.get("start", 0)), int(line.get("end", 0)), int(line.get("paragraph", 0) or 0)
        if role.aligned and number in texts:
            text = texts[number].text
        elif role.aligned:
            # Joined to the sentence before it, which reaches to its end.
            at = max(k for k, s in enumerate(sentences) if s.role.aligned)
            sentences[at] = replace(sentences[at], end=end)
        if not role.aligned or number in texts:
            sentences.append(Sentence(start, end, text, role, paragraph))
        if role.aligned:
            sentences += [_inserted(s, end, paragraph) for s in behind.get(number, ())]
            number += 1
    meta = {**(story.get("meta") or {}), **{k: row.get(k) for k in ("sha256", "encoding", "title")}}
    if "date" in story:  # as it was found: nothing outside the story can tell it a second time
        meta |= {"date": story["date"]["value"], "date_from": story["date"]["from"]}
    document = Document(str(story.get("id", "")), side, "", str(row.get("source", "")), meta)
    return SegmentedDocument(document, tuple(sentences))


def _inserted(sentence: SentenceState, at: int, paragraph: int) -> Sentence:
    return Sentence(at, at, sentence.text, Role.BODY, paragraph)


def _rows_of(rows: Rows, state: StoryState, beads: Sequence[BeadState], result: StoryResult, config: RunConfig) -> Rows:
    pairs: list[Row] = []
    for bead, pair in zip(beads, result.pairs(config.doubt_below), strict=True):
        offsets = {
            f"{side}_offsets": tuple(
                span
                for span, key in zip(getattr(pair, f"{side}_offsets"), getattr(bead, side), strict=True)
                if isinstance(key, int)
            )
            for side in ("ko", "en")
        }
        pair = pair.with_(id=_id(state, bead), ko=state.text("ko", bead.ko), en=state.text("en", bead.en), **offsets)
        pairs.append(pair.to_row())
    story = {**rows.story, **result.story_row()}
    story["findings"] = [*story["findings"], *_faults_of_the_page(rows.story, state, story["findings"])]
    for side in ("ko", "en"):
        _mark_edits(story[side], state.side(side))
    return Rows(story, pairs, result.ledger.to_dict() if result.ledger else None)


def _faults_of_the_page(before: Row, state: StoryState, found: Sequence[Row]) -> list[Row]:
    """Return the mechanical faults that only the page shows (blanks, say), of sentences that nobody has edited."""
    number, edited = state.number("en"), {s.key for s in state.en if s.edited}
    told = {(f["en_sentence"], f["message"]) for f in found}
    kept: list[Row] = []
    for finding in before.get("findings") or ():
        at = finding.get("en_sentence")
        if finding.get("type") == "style" and at in number and at not in edited:
            if (number[at], finding["message"]) not in told:
                kept.append({**finding, "en_sentence": number[at]})
    return kept


def _id(state: StoryState, bead: BeadState) -> str:
    """Return the pair's id in the run, or for a bead that a person made one that no later edit changes."""
    if bead.pair is not None:
        return bead.pair.id
    return f"{state.id}#r{fingerprint(repr(bead.ko), repr(bead.en))[:8]}"


def _mark_edits(side: Row, sentences: Sequence[SentenceState]) -> None:
    """Say of every sentence whose text a person changed what the file holds, and of inserted ones that it has none."""
    aligned = [s for s in side["sentences"] if Role(s["role"]).aligned]
    for line, sentence in zip(aligned, sentences, strict=True):
        if sentence.base is None:
            line["inserted"] = True
        elif sentence.edited:
            line["original"] = sentence.base


def realign(state: StoryState, encoder: Encoder, config: RunConfig, *, start: int = 0) -> list[dict[str, Any]]:
    """Return the links that differ when the story is aligned around what a person made or confirmed.

    Parameters
    ----------
    start
        Number of the Korean sentence to begin at: beads that begin before it stay as they are.

    Returns
    -------
    list of dict
        ``beads`` of an entry of the kind ``links``; empty if nothing changes.
    """
    beads = in_order(state)
    links = numbers(state, beads)
    before = max((en[-1] for ko, en in links if ko and en and ko[0] < start), default=-1)
    fixed = [
        link
        for bead, link in zip(beads, links, strict=True)
        if bead.anchor or (link[0][0] < start if link[0] else start > 0 and link[1][0] <= before)
    ]
    texts = [s.text for s in state.ko], [s.text for s in state.en]
    vectors = encoder.encode(for_matching(texts[0], "ko")), encoder.encode(texts[1])
    now = set(links)
    around = align_around(*texts, *vectors, fixed, config.alignment, background_of(encoder), links=links)
    changed = [b for b in around if (b.ko, b.en) not in now]
    return [
        {side: state.refs(side, [state.side(side)[n].key for n in getattr(bead, side)]) for side in ("ko", "en")}
        for bead in changed
    ]


def check_texts(
    ko: Sequence[str],
    en: Sequence[str],
    links: Sequence[tuple[Sequence[int], Sequence[int]]],
    story: Row,
    encoder: Encoder,
    config: RunConfig,
) -> list[dict[str, Any]]:
    """Return the findings of a few linked sentences, as ``as_dict`` gives them: what a person is typing just now.

    Parameters
    ----------
    ko, en
        Sentences of one story.
    links
        Numbers of `ko` and `en`, a pair a bead.
    story
        The row of the story they are from, for its date.
    """
    state = StoryState.of_rows(story, ())
    date = told_date(_segmented(story, state, "ko"), _segmented(story, state, "en"), None).value
    none = frozenset[int]()
    read = Story(
        Side("ko", list(ko), date, none, encoder.encode(for_matching(ko, "ko"))),
        Side("en", list(en), date, none, encoder.encode(list(en))),
        [(tuple(left), tuple(right)) for left, right in links],
        with_glossary(glossary_of(config.glossary) or ()),
        encoder.encode,
    )
    remarks = inspect(
        read.ko.texts,
        read.en.texts,
        read.beads,
        glossary=glossary_of(config.glossary) or (),
        lang=config.report_lang,
        off=config.qa_off,
    )
    return [finding.as_dict() for finding in (*compare_story(read, lang=config.report_lang), *remarks)]
