"""The house's terms: a glossary is a promise that every term has one of its renderings; and consistency.

A term of the glossary that stands in the Korean of a bead must have one of its renderings in the bead's English, in
any inflection and capitals. A name of the glossary (person, place, organisation) may be a pronoun in one sentence, so
it must have its rendering somewhere in the story.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from aligner.facts import NameEntry
from aligner.facts.lexicon import stem
from aligner.korean.particles import strip_particle
from aligner.qa.model import Remark, Text

__all__ = ["consistency", "terms"]

Word = tuple[str, int, int]
"""A word's stem with its half-open place."""

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’.&][A-Za-z0-9]+)*\.?")
_AFTER = re.compile(r"[가-힣]+")
_VERBAL = re.compile(r"(?:하|했|한|할|함|해|되|된|될|됨|됐|돼|이|인|였|적|들|별|용|측|상|중|안|률|율|액|형|당)")


def _stems(text: str) -> list[Word]:
    """Stems of the words of an English text, hyphens taken for blanks, with their places."""
    return [(stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def _find(rendering: str, words: Sequence[Word], text: str, *, case: bool) -> tuple[int, int] | None:
    """Return where a rendering stands among `words`, in any inflection; with `case` in its own capitals only."""
    wanted = [word for word, _, _ in _stems(rendering)]
    if not wanted:
        at = text.find(rendering)
        return (at, at + len(rendering)) if at >= 0 else None
    size = len(wanted)
    for n in range(len(words) - size + 1):
        if [word for word, _, _ in words[n : n + size]] == wanted:
            start, end = words[n][1], words[n + size - 1][2]
            first = text[start:end]
            if not case or first.startswith(rendering) or first[:1].lower() + first[1:] == rendering:
                return start, end
    return None


def _places(term: str, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where a Korean term stands as a word, with a particle or a verb's ending behind it or nothing."""
    for found in re.finditer(re.escape(term), sentence):
        before = sentence[found.start() - 1 : found.start()]
        behind = _AFTER.match(sentence, found.end())
        rest = behind.group() if behind else ""
        inside = "가" <= before <= "힣"
        if not inside and (not rest or strip_particle(term + rest, least=len(term)) == term or _VERBAL.match(rest)):
            yield found.span()


def terms(text: Text) -> Iterator[Remark]:
    """Terms without their rendering, in a forbidden one, in the wrong capitals, or in two ways in one story."""
    if not text.glossary:
        return
    words = [_stems(sentence) for sentence in text.en]
    # A house's glossary has thousands of terms, a story a handful of them: only those meet each other.
    whole = "\n".join(text.ko)
    here = [entry for entry in text.glossary if any(term in whole for term in entry.ko)]
    for entry in here:
        yield from _entry(entry, here, text, words)


def _entry(entry: NameEntry, here: Sequence[NameEntry], text: Text, words: Sequence[list[Word]]) -> Iterator[Remark]:
    used: dict[str, tuple[int, int, int]] = {}
    everywhere = range(len(text.en))
    allowed = (*entry.en, *entry.en_support)
    longer = [term for other in here for term in other.ko if other is not entry]
    for i, sentence in enumerate(text.ko):
        place = next((at for term in entry.ko for at in _places(term, sentence)), None)
        bead = text.en_of.get(i, ())
        if place is None or not bead:
            continue  # a sentence that is left out is told by the ledger
        term = sentence[slice(*place)]
        if any(term in other and term != other and other in sentence for other in longer):
            continue  # part of a longer term, which has its own rendering
        unwanted = list(_forbidden(entry, text, words, (i, *place), bead))
        yield from unwanted
        where = bead if entry.kind == "term" else everywhere
        found = _first(allowed, text, words, where, case=False)
        if found is None and unwanted:
            continue  # told already
        if found is None:
            yield Remark("term", (i, *place), (bead[0], 0, 0), " / ".join(entry.en))
            continue
        rendering, at = found
        if entry.case and _first(allowed, text, words, where, case=True) is None:
            yield Remark("term_case", (i, *place), at, rendering)
        if at[0] in bead:
            other = next((r for r in used if r != rendering), None)
            if other is not None and entry.kind == "term":
                yield Remark("term_two_ways", (i, *place), at, other)
            used.setdefault(rendering, at)


def _first(
    renderings: Sequence[str],
    text: Text,
    words: Sequence[list[Word]],
    where: Sequence[int],
    *,
    case: bool,
) -> tuple[str, tuple[int, int, int]] | None:
    for rendering in sorted(renderings, key=len, reverse=True):
        for j in where:
            at = _find(rendering, words[j], text.en[j], case=case)
            if at is not None:
                return rendering, (j, *at)
    return None


def _forbidden(
    entry: NameEntry,
    text: Text,
    words: Sequence[list[Word]],
    ko: tuple[int, int, int],
    bead: Sequence[int],
) -> Iterator[Remark]:
    for rendering in entry.forbidden:
        for j in bead:
            at = _find(rendering, words[j], text.en[j], case=False)
            if at is not None and not any(
                (good := _find(allowed, words[j], text.en[j], case=False)) and good[0] <= at[0] and at[1] <= good[1]
                for allowed in entry.en
            ):
                yield Remark("term_forbidden", ko, (j, *at), " / ".join(entry.en), sure=True)


_FOLD = re.compile(r"[\W_]+")
_LEAST = 12  # letters a sentence must have to be the same by more than chance


def consistency(text: Text) -> Iterator[Remark]:
    """One sentence translated twice differently, and two sentences translated by the same words."""
    one_to_one = [(ko[0], en[0]) for ko, en in text.beads if len(ko) == len(en) == 1]
    for side, other in ((0, 1), (1, 0)):
        seen: dict[str, tuple[int, int]] = {}
        groups: dict[str, set[str]] = defaultdict(set)
        for pair in one_to_one:
            texts = text.ko[pair[0]], text.en[pair[1]]
            key, value = _FOLD.sub("", texts[side]).lower(), _FOLD.sub("", texts[other]).lower()
            if len(key) < _LEAST:
                continue
            if key in seen and value not in groups[key]:
                first = seen[key]
                kind, detail = ("two_ways", text.en[first[1]]) if side == 0 else ("same_words", text.ko[first[0]])
                yield Remark(kind, (pair[0], 0, len(texts[0])), (pair[1], 0, len(texts[1])), detail)
            seen.setdefault(key, pair)
            groups[key].add(value)
