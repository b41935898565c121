"""All checks of this room over one story, as findings with an explanation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from aligner.errors import ConfigError
from aligner.facts import Finding, NameEntry
from aligner.qa import mechanics
from aligner.qa.messages import MESSAGES, say
from aligner.qa.model import Remark, Text
from aligner.qa.terms import consistency, terms
from aligner.types import Lang

__all__ = ["QA_KINDS", "inspect", "retold"]

QA_KINDS = tuple(MESSAGES)
"""The switches: every kind of remark, by the name that ``--style`` takes and the finding's ``reason`` holds."""

_CHECKS: tuple[Callable[[Text], Iterator[Remark]], ...] = (
    mechanics.hangul, mechanics.doubled, mechanics.blanks, mechanics.marks, mechanics.pairs, mechanics.webs,
    mechanics.ranges, mechanics.ends, mechanics.capitals, mechanics.spelling, consistency, terms,
)  # fmt: skip
_TERMS = frozenset(kind for kind in QA_KINDS if kind.startswith("term"))


def inspect(
    ko: Sequence[str],
    en: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    *,
    glossary: Sequence[NameEntry] = (),
    lang: Lang = "en",
    paragraphs: Sequence[int] | None = None,
    raw: Sequence[str] | None = None,
    headlines: Collection[int] = (),
    off: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Return the mechanical faults of the English (type ``style``) and broken promises of the glossary (type ``term``).

    Parameters
    ----------
    ko, en
        Sentences of the story and its version, white space folded.
    beads
        ``(ko numbers, en numbers)``, each sentence in one.
    glossary
        Terms and names with their renderings.
    lang
        Language of the explanations.
    paragraphs
        Paragraph of each English sentence; without it the whole version counts as one.
    raw
        The English sentences as they stand in the file; without it doubled blanks are not seen.
    headlines
        Numbers of English sentences that are headlines.
    off
        Kinds (`QA_KINDS`) not to look for; ``"all"``: none at all.

    Raises
    ------
    ConfigError
        If `off` names no kind.

    Returns
    -------
    tuple of Finding
        By English sentence and place; ``reason`` is the kind. ``error`` only where no reading is right.

    Examples
    --------
    >>> found = inspect(["예산안이 통과됐다."], ["The budget was passed by by the the Assembly ."], [((0,), (0,))])
    >>> [(f.type, f.reason, f.en_text) for f in found]
    [('style', 'doubled_word', 'by by'), ('style', 'doubled_word', 'the the'), ('style', 'blank_before_stop', ' .')]
    """
    unknown = sorted(set(off) - {*QA_KINDS, "all"})
    if unknown:
        raise ConfigError(f"unknown kind of remark {', '.join(unknown)!r}", hint=f"choose from {', '.join(QA_KINDS)}")
    if "all" in off:
        return ()
    text = Text(
        ko, en, beads,
        paragraphs=list(paragraphs) if paragraphs is not None else [0] * len(en),
        raw=list(raw) if raw is not None else list(en),
        headlines=frozenset(headlines),
        glossary=glossary,
    )  # fmt: skip
    remarks = [remark for check in _CHECKS for remark in check(text) if remark.kind not in off]
    remarks.sort(key=lambda r: (r.en or (len(en), 0, 0), r.ko or (len(ko), 0, 0), r.kind))
    return tuple(_finding(remark, text, lang) for remark in remarks)


def _finding(remark: Remark, text: Text, lang: Lang) -> Finding:
    ko_text = text.ko[remark.ko[0]][remark.ko[1] : remark.ko[2]] if remark.ko else ""
    en_text = text.en[remark.en[0]][remark.en[1] : remark.en[2]] if remark.en else ""
    return Finding(
        type="term" if remark.kind in _TERMS else "style",
        status="missing" if remark.kind == "term" else "inconsistent" if remark.kind in _TWICE else "wrong",
        severity="error" if remark.sure else "warning",
        ko_sentence=remark.ko[0] if remark.ko else None,
        en_sentence=remark.en[0] if remark.en else None,
        ko_span=remark.ko[1:] if remark.ko else None,
        en_span=remark.en[1:] if remark.en and remark.en[1] < remark.en[2] else None,
        ko_text=ko_text,
        en_text=en_text,
        en_value=remark.detail,
        message=say(remark.kind, lang, ko=ko_text, en=en_text, detail=remark.detail),
        reason=remark.kind,
    )


_TWICE = frozenset(("two_ways", "same_words", "term_two_ways"))


def retold(finding: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return a recorded finding of this room (`Finding.as_dict`) with its explanation in another language."""
    detail = (finding.get("values") or {}).get("en") or ""
    words = {side: str(finding.get(f"{side}_text") or "") for side in ("ko", "en")}
    return {**finding, "message": say(str(finding["reason"]), lang, **words, detail=str(detail))}
