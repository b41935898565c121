"""Training documents that copy what a desk does to wire copy, made from line-aligned text.

The wirebench builder joins, drops, inserts and moves whole lines at fixed rates. A desk also drops clauses, splits one
sentence into two and makes two into one without leaving a full stop, adds background on the same subject, cuts the end,
and takes a later sentence into the lead. This module makes documents with such edits, each with rates of its own, so
that what is learned from them is what a match looks like, not how often an edit happens.

Units and gold are as in wirebench: every line of the input is a unit, a sentence carries units, and the gold beads are
the connected components of sentences that share one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Edited", "edit_document", "split_sentence"]

_KO_CLAUSE = re.compile(r"(?<=[고며만데나니서해])[, ]\s*|,\s+")
_EN_CLAUSE = re.compile(r",\s+|\s+(?=(?:and|but|while|after|as|which|who|because|when)\s)")


class Line(NamedTuple):
    """A sentence and the units it carries."""

    text: str
    units: tuple[int, ...]


class Edited(NamedTuple):
    """An edited document with its gold beads."""

    ko: list[str]
    en: list[str]
    gold: list[tuple[tuple[int, ...], tuple[int, ...]]]


def _cuts(text: str, lang: str) -> list[tuple[int, int]]:
    """Places where a clause ends in the middle of the sentence, as (end, next start)."""
    pattern = _KO_CLAUSE if lang == "ko" else _EN_CLAUSE
    size = len(text)
    return [m.span() for m in pattern.finditer(text) if 0.28 * size < m.start() < 0.72 * size]


def split_sentence(rng: random.Random, text: str, lang: str) -> tuple[str, str] | None:
    """Make two sentences of one at a clause, or None where there is no place."""
    cuts = _cuts(text, lang)
    if not cuts or len(text) < (40 if lang == "ko" else 80):
        return None
    end, start = rng.choice(cuts)
    second = text[start:]
    return text[:end].rstrip(" ,") + ".", second[:1].upper() + second[1:]


def _shorten(rng: random.Random, text: str, lang: str) -> str:
    """Drop a clause, keeping the longer part."""
    cuts = _cuts(text, lang)
    if not cuts:
        return text
    end, start = rng.choice(cuts)
    first, second = text[:end].rstrip(" ,") + ".", text[start:]
    return first if len(first) >= len(second) else second[:1].upper() + second[1:]


def _fuse(rng: random.Random, texts: Sequence[str], lang: str, stops: bool) -> str:
    """Join sentences, with their stops as wirebench does, or into one sentence."""
    if stops:
        return " ".join(texts)
    out = texts[0]
    for text in texts[1:]:
        body = out.rstrip(" .\"'”’")
        if lang == "ko":
            body = re.sub(r"다$", "고", body)
            out = f"{body}{rng.choice([', ', ' '])}{text}"
        else:
            out = f"{body}{rng.choice([', and ', ', while ', ' as ', ', with '])}{text[:1].lower()}{text[1:]}"
    return out


def _join_runs(
    rng: random.Random, lines: list[Line], lang: str, rate: float, stops: bool, shorten: float
) -> list[Line]:
    out: list[Line] = []
    at = 0
    while at < len(lines):
        size = 1
        if rng.random() < rate:
            size = 3 if rng.random() < 0.12 else 2
        run = lines[at : at + size]
        units = tuple(u for line in run for u in line.units)
        # Only true neighbours are joined, so that a bead stays a run of one side.
        if size > 1 and len(run) == size and all(b - a == 1 for a, b in pairwise(units)):
            texts = [_shorten(rng, line.text, lang) if rng.random() < shorten else line.text for line in run]
            out.append(Line(_fuse(rng, texts, lang, stops), units))
            at += size
        else:
            out.append(lines[at])
            at += 1
    return out


def _split_some(rng: random.Random, lines: list[Line], lang: str, rate: float) -> list[Line]:
    out: list[Line] = []
    for line in lines:
        parts = split_sentence(rng, line.text, lang) if rng.random() < rate else None
        out += [Line(part, line.units) for part in parts] if parts else [line]
    return out


def _take_into_lead(rng: random.Random, en: list[Line]) -> list[Line]:
    """Let an early sentence take in a later one."""
    if len(en) < 6:
        return en
    lead = rng.randrange(min(3, len(en)))
    later = rng.randrange(lead + 2, min(lead + 10, len(en)))
    text = _fuse(rng, [en[lead].text, en[later].text], "en", stops=False)
    merged = Line(text, en[lead].units + en[later].units)
    return [merged if i == lead else line for i, line in enumerate(en) if i != later]


def _move(rng: random.Random, en: list[Line]) -> list[Line]:
    """Move a block of one to four sentences, without cutting a bead of neighbours."""
    if len(en) < 5:
        return en
    size = rng.choice([1, 1, 2, 2, 3, 4])
    start = rng.randrange(len(en) - min(size, len(en) - 2))
    block, rest = en[start : start + size], en[:start] + en[start + size :]
    inside = {u for line in block for u in line.units}
    if any(inside & set(line.units) for line in rest):
        return en
    at = rng.randrange(len(rest) + 1)
    if 0 < at < len(rest) and set(rest[at - 1].units) & set(rest[at].units):
        return en
    return rest[:at] + block + rest[at:]


def _gold(ko: list[Line], en: list[Line]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Connected components of sentences that share a unit, in Korean order, additions last."""
    group: dict[int, int] = {}

    def root(unit: int) -> int:
        while group.setdefault(unit, unit) != unit:
            unit = group[unit]
        return unit

    for line in (*ko, *en):
        for unit in line.units[1:]:
            group[root(unit)] = root(line.units[0])
    beads: dict[int, tuple[list[int], list[int]]] = {}
    for side, lines in enumerate((ko, en)):
        for i, line in enumerate(lines):
            beads.setdefault(root(line.units[0]), ([], []))[side].append(i)
    done = [(tuple(a), tuple(b)) for a, b in beads.values()]
    return sorted(done, key=lambda bead: (not bead[0], bead))


def edit_document(pairs: Sequence[tuple[str, str]], foreign: Sequence[str], rng: random.Random) -> Edited:
    """Return one edited version of a document.

    Parameters
    ----------
    pairs
        Its lines as (Korean, English), at least three.
    foreign
        English sentences of other documents.
    rng
        Source of chance; equal states give equal documents.
    """
    stops, tail = rng.random() < 0.25, rng.random() < 0.3
    drop_en, drop_ko = 0.4 * rng.random() ** 1.5, 0.35 * rng.random() ** 1.5
    join_ko, join_en = 0.12 * rng.random(), 0.35 * rng.random()
    split_ko, split_en = 0.3 * rng.random() ** 2, 0.3 * rng.random()
    shorten_ko, shorten_en = 0.15 * rng.random(), 0.5 * rng.random()
    ko = [Line(k, (u,)) for u, (k, _) in enumerate(pairs)]
    en = [Line(e, (u,)) for u, (_, e) in enumerate(pairs)]
    end = len(en) - (rng.randrange(max(len(en) // 3, 1)) if tail else 0)
    kept_en = [line for line in en[:end] if line.units[0] == 0 or rng.random() >= drop_en]
    kept_ko = [line for line in ko if line.units[0] == 0 or rng.random() >= drop_ko]
    ko = _split_some(rng, _join_runs(rng, kept_ko, "ko", join_ko, stops, shorten_ko), "ko", split_ko)
    en = _join_runs(rng, kept_en, "en", join_en, stops, shorten_en)
    en = [line if rng.random() >= shorten_en else Line(_shorten(rng, line.text, "en"), line.units) for line in en]
    if rng.random() < 0.3:
        en = _take_into_lead(rng, en)
    en = _split_some(rng, en, "en", split_en)
    for k in range(rng.choice([0, 0, 0, 1, 1, 2])):
        en.insert(rng.randrange(len(en) + 1), Line(rng.choice(foreign), (10**6 + k,)))
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3, 4])):
        en = _move(rng, en)
    return Edited([line.text for line in ko], [line.text for line in en], _gold(ko, en))
