"""One story through all the stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from aligner.alignment import align_vectors, background_of
from aligner.cleaning import clean
from aligner.config import AlignmentConfig, EncoderConfig, RunConfig
from aligner.coverage import CoverageConfig, Ledger, build_ledger
from aligner.encoders import CheckedEncoder, load_encoder
from aligner.errors import InputError
from aligner.facts import Comparison, Finding, Side, Story, compare_story
from aligner.facts.names.table import with_glossary
from aligner.korean.northern import for_matching
from aligner.pairs import NOT_OF_PAIRS, ScoredPair
from aligner.pipeline.dates import StoryDate, told_date
from aligner.pipeline.glossary import glossary_of
from aligner.pipeline.warnings import UNRELATED, StoryWarning, story_warnings
from aligner.qa import inspect
from aligner.segmentation import segment
from aligner.types import Alignment, Bead, Document, DocumentPair, Encoder, Role, SegmentedDocument, Sentence

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["StoryResult", "align", "finish_story", "judge_story", "process_story", "segment_pair", "texts_of"]


def align(
    ko_sentences: Sequence[str],
    en_sentences: Sequence[str],
    *,
    encoder: Encoder | str = "bundled",
    config: AlignmentConfig | None = None,
) -> Alignment:
    """Align the sentences of a Korean story with those of its English version.

    Parameters
    ----------
    ko_sentences, en_sentences
        One string a sentence, in story order.
    encoder
        Anything with ``info`` and ``encode(texts) -> float32 (n, dim)``, unit rows; or a name that
        `aligner.encoders.load_encoder` knows.
    config
        Largest bead, least score, monotone or not.

    Returns
    -------
    Alignment
        Every sentence in exactly one bead; ``bead.score`` is the calibrated probability in [0, 1] that it is right.

    Raises
    ------
    EncoderError
        If the model cannot be loaded, or gives vectors that are not finite or not of unit length.
    InputError
        If a side is one text instead of a list of sentences.

    Examples
    --------
    >>> import aligner
    >>> found = aligner.align(["정부는 24일 예산안을 발표했다."], ["The government unveiled the budget Wednesday."])
    >>> [(bead.ko, bead.en) for bead in found]
    [((0,), (0,))]
    """
    for name, side in (("ko_sentences", ko_sentences), ("en_sentences", en_sentences)):
        if isinstance(side, str):
            raise InputError(
                f"{name} is one text, not a list of sentences", hint="give one string a sentence in a list"
            )
    encoder = _named(encoder) if isinstance(encoder, str) else CheckedEncoder(encoder)
    ko_vectors, en_vectors = encoder.encode(for_matching(ko_sentences, "ko")), encoder.encode(list(en_sentences))
    background = background_of(encoder)
    return align_vectors(
        ko_sentences, en_sentences, ko_vectors, en_vectors, config or AlignmentConfig(), background=background
    )


@cache
def _named(name: str) -> Encoder:
    """Keep the model between calls: loading it takes a second."""
    return load_encoder(EncoderConfig(name=name))


@dataclass(frozen=True, slots=True)
class StoryResult:
    """What the stages made of one story."""

    pair: DocumentPair
    ko: SegmentedDocument
    en: SegmentedDocument
    alignment: Alignment
    findings: Comparison = field(default_factory=Comparison)
    ledger: Ledger | None = None
    warnings: tuple[StoryWarning, ...] = ()
    date: StoryDate = field(default_factory=StoryDate)

    def pairs(self, doubt_below: float) -> list[ScoredPair]:
        """Return a scored pair for every bead; a two-sided one less probable than `doubt_below` is doubtful."""
        ko, en, moved, notes = self.ko.aligned, self.en.aligned, self.alignment.moved, self._notes()
        known = {key: value for key, value in self._meta().items() if key not in NOT_OF_PAIRS}
        return [
            ScoredPair(
                id=f"{self.pair.id}#{i:04d}",
                story=self.pair.id,
                type=bead.type,
                status=_status(bead, doubt_below),
                ko=" ".join(ko[k].text for k in bead.ko),
                en=" ".join(en[k].text for k in bead.en),
                ko_sentences=bead.ko,
                en_sentences=bead.en,
                ko_offsets=_offsets(self.ko.document, [ko[k] for k in bead.ko]),
                en_offsets=_offsets(self.en.document, [en[k] for k in bead.en]),
                moved=i in moved,
                score=round(bead.score, 4),
                parts={name: round(value, 4) for name, value in bead.parts.items()},
                notes=tuple(notes.get(i, ())),
                extra=known,
            )
            for i, bead in enumerate(self.alignment)
        ]

    def _meta(self) -> dict[str, Any]:
        """What the manifest, the row or the page says of the story."""
        return {k: v for k, v in {**self.pair.en.meta, **self.pair.ko.meta}.items() if k not in _OF_A_FILE}

    def _notes(self) -> dict[int, list[str]]:
        bead_of: dict[tuple[str, int | None], int] = {
            ("ko", k): i for i, bead in enumerate(self.alignment) for k in bead.ko
        }
        bead_of |= {("en", k): i for i, bead in enumerate(self.alignment) for k in bead.en}
        notes: dict[int, list[str]] = {}
        for finding in self.findings:
            at = bead_of.get(("ko", finding.ko_sentence))
            at = bead_of.get(("en", finding.en_sentence)) if at is None else at
            if at is not None:
                notes.setdefault(at, []).append(finding.message)
        return notes

    def story_row(self) -> dict[str, Any]:
        """Return the row of ``stories.jsonl``: every line of both files with its role, and the findings."""
        return {
            "id": self.pair.id,
            "ko": _side_row(self.ko),
            "en": _side_row(self.en),
            "meta": {k: v for k, v in {**self.pair.en.meta, **self.pair.ko.meta}.items() if k not in _NOT_OF_THE_STORY},
            "date": self.date.to_row(),
            "pairing": {"score": round(self.pair.score, 4), "method": self.pair.method},
            "warnings": [warning.as_dict() for warning in self.warnings],
            "findings": [finding.as_dict() for finding in self.findings],
        }


def process_story(pair: DocumentPair, encoder: Encoder, config: RunConfig | None = None) -> StoryResult:
    """Clean, segment, encode, align, check and cover one story.

    Raises
    ------
    InputError
        If a side has no sentence to align.
    """
    config = config or RunConfig()
    ko, en = segment_pair(pair, config)
    vectors = [encoder.encode(texts_of(side)) for side in (ko, en)]
    return finish_story(pair, ko, en, vectors[0], vectors[1], encoder, config)


def texts_of(side: SegmentedDocument) -> list[str]:
    """Return the sentences that take part in alignment as the encoder is to see them."""
    return for_matching((s.text for s in side.aligned), side.document.lang)


def segment_pair(pair: DocumentPair, config: RunConfig) -> tuple[SegmentedDocument, SegmentedDocument]:
    """Return both versions in sentences with roles.

    Raises
    ------
    InputError
        If a side has no sentence to align.
    """
    sides = []
    for document in (pair.ko, pair.en):
        segmented = segment(document, None if config.pre_split else clean(document), pre_split=config.pre_split)
        if not any(s.text.strip() for s in segmented.aligned):
            raise InputError(
                "holds no sentence to align", file=document.source, hint="check that the article's text is in the file"
            )
        sides.append(segmented)
    return sides[0], sides[1]


def finish_story(
    pair: DocumentPair,
    ko: SegmentedDocument,
    en: SegmentedDocument,
    ko_vectors: Vectors,
    en_vectors: Vectors,
    encoder: Encoder,
    config: RunConfig,
    done: Callable[[str], None] = lambda stage: None,
) -> StoryResult:
    """Align, check and cover a story whose sentences are encoded.

    Parameters
    ----------
    ko_vectors, en_vectors
        float32 (sentences, dim), unit rows, one a sentence of ``ko.aligned`` and ``en.aligned``.
    encoder
        For the clauses inside sentences.
    done
        Called with the name of each stage when it is over.
    """
    date = told_date(ko, en, config.date)
    read = _sides(ko, en, ko_vectors, en_vectors, date)
    alignment = align_vectors(
        read[0].texts,
        read[1].texts,
        ko_vectors,
        en_vectors,
        config.alignment,
        background=background_of(encoder),
        day=date.value,
        read=read,
    )
    done("align")
    result = judge_story(pair, ko, en, alignment, ko_vectors, en_vectors, encoder, config, read)
    done("check")
    return result


def judge_story(
    pair: DocumentPair,
    ko: SegmentedDocument,
    en: SegmentedDocument,
    alignment: Alignment,
    ko_vectors: Vectors,
    en_vectors: Vectors,
    encoder: Encoder,
    config: RunConfig,
    read: tuple[Side, Side] | None = None,
) -> StoryResult:
    """Check and cover a story that is aligned, by the aligner or by a person; parameters as for `finish_story`.

    `read` are the two versions as the aligner read them.
    """
    date = told_date(ko, en, config.date)
    warnings = story_warnings(pair, ko, en, ko_vectors, en_vectors, alignment, config, date.value)
    if any(warning.code == UNRELATED for warning in warnings):
        nothing = Ledger.withheld(pair.id, alignment)
        return StoryResult(pair, ko, en, alignment, Comparison(), nothing, warnings, date)
    if not config.checks:
        return StoryResult(pair, ko, en, alignment, warnings=warnings, date=date)
    story = Story(
        *(read or _sides(ko, en, ko_vectors, en_vectors, date)),
        [(bead.ko, bead.en) for bead in alignment],
        with_glossary(glossary_of(config.glossary) or ()),
        encoder.encode,
    )
    findings = compare_story(story, lang=config.report_lang)
    ledger = build_ledger(
        ko.aligned,
        en.aligned,
        alignment,
        story=pair.id,
        read=story,
        findings=findings,
        config=CoverageConfig(lang=config.report_lang),
    )
    told = Comparison((*findings, *_remarks(story, en, config)), findings.matches)
    return StoryResult(pair, ko, en, alignment, told, ledger, warnings, date)


def _sides(
    ko: SegmentedDocument, en: SegmentedDocument, ko_vectors: Vectors, en_vectors: Vectors, date: StoryDate
) -> tuple[Side, Side]:
    """Both versions as aligner and checks read them: every sentence once."""
    return (
        Side("ko", [s.text for s in ko.aligned], date.value, _headlines(ko), ko_vectors),
        Side("en", [s.text for s in en.aligned], date.value, _headlines(en), en_vectors),
    )


def _remarks(read: Story, en: SegmentedDocument, config: RunConfig) -> tuple[Finding, ...]:
    """Return the mechanical faults of the English and the glossary's broken promises."""
    # A story read back from a run has no page behind it.
    raw = None if config.pre_split or not en.document.text else [en.document.text[s.start : s.end] for s in en.aligned]
    return inspect(
        read.ko.texts,
        read.en.texts,
        read.beads,
        glossary=glossary_of(config.glossary) or (),
        lang=config.report_lang,
        paragraphs=[s.paragraph for s in en.aligned],
        raw=raw,
        headlines=_headlines(en) or (),
        off=config.qa_off,
    )


def _headlines(side: SegmentedDocument) -> frozenset[int] | None:
    """The headline's places among the aligned sentences; None, for a guess, if no line is known to be one."""
    return frozenset(i for i, s in enumerate(side.aligned) if s.role is Role.HEADLINE) or None


# Meta of one file, not of the story.
_OF_A_FILE = ("sha256", "encoding", "title")
_NOT_OF_THE_STORY = (*_OF_A_FILE, "date_from")


def _status(bead: Bead, doubt_below: float) -> str:
    if not bead.en:
        return "omitted"
    if not bead.ko:
        return "added"
    return "accepted" if bead.score >= doubt_below else "doubtful"


def _offsets(document: Document, sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """Return each sentence's half-open range in the decoded file; the last character is mapped, not the one after."""
    return tuple(
        (document.source_offset(s.start), document.source_offset(max(s.end - 1, s.start)) + min(1, s.end - s.start))
        for s in sentences
    )


def _side_row(segmented: SegmentedDocument) -> dict[str, Any]:
    document = segmented.document
    ranges = _offsets(document, segmented.sentences)
    return {
        "source": document.source,
        **{key: document.meta.get(key) for key in _OF_A_FILE},
        "sentences": [
            {"text": s.text, "start": start, "end": end, "role": str(s.role), "paragraph": s.paragraph}
            for s, (start, end) in zip(segmented.sentences, ranges, strict=True)
        ],
    }
