"""Faults that show on the page: blanks, doubled words, marks, capitals, Hangul left over, spelling.

Each check is a generator over the sentences of the English; which mistakes are looked for follows the lists of
checking tools such as Xbench and Verifika. What is right in wire copy (a gloss in Hangul behind a Latin word, "that
that", a quotation that runs over paragraphs) is told apart inside each check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from aligner.qa.model import Remark, Text

__all__ = ["blanks", "capitals", "doubled", "ends", "hangul", "marks", "pairs", "ranges", "spelling", "webs"]

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]+(?:[ ·,.]*[가-힣ㄱ-ㆎ]+)*")
_GLOSS_BEFORE = re.compile(r"[A-Za-z0-9\"'”’][,.]?\s?[(\[][^()\[\]]*$")
_LATIN_GLOSS_AFTER = re.compile(r"[\"'”’]?,?\s?[(\[]\s?[\"'“‘]?[A-Za-z]")


def hangul(text: Text) -> Iterator[Remark]:
    """Hangul in the English, unless it is the gloss of a Latin word or has one: "jeong (정)", "정 (jeong)"."""
    for j, sentence in enumerate(text.en):
        for found in _HANGUL.finditer(sentence):
            gloss = _GLOSS_BEFORE.search(sentence[max(0, found.start() - 80) : found.start()])
            if not gloss and not _LATIN_GLOSS_AFTER.match(sentence, found.end()):
                yield Remark("hangul", None, (j, *found.span()), found.group(), sure=True)


_DOUBLED = re.compile(r"\b([A-Za-z]+(?:['’][a-z]+)?)\s+(\1)\b(?!['’-])", re.IGNORECASE)
# Twice is right: grammar ("had had", "that that", "is is" in "what it is is"), stress, and the sounds people make.
_TWICE = frozenset(
    "had that is was who her very really so no yes bye far long again many much more ha knock now well".split()
)


def doubled(text: Text) -> Iterator[Remark]:
    """The same word twice: "by by". Names that are made so (Bora Bora) keep their capitals and pass."""
    for j, sentence in enumerate(text.en):
        for found in _DOUBLED.finditer(sentence):
            first, second = found.group(1), found.group(2)
            a_name = first[0].isupper() and second[0].isupper()
            if not a_name and first.lower() not in _TWICE and not sentence[: found.start()].endswith(("-", "’", "'")):
                yield Remark("doubled_word", None, (j, *found.span()), second, sure=True)


_BLANKS = re.compile(r"(?<=\S)[ \t\u00a0\u3000]{2,}(?=\S)")
_BEFORE_STOP = re.compile(r"(?<=[A-Za-z0-9%)\]\"”’])\s+(?=[,;:!?](?:\s|$|[\"”’)])|\.(?:\s|$|[\"”’)]))(?!\s+\.\s?\.)")
_NO_BLANK = re.compile(r"(?<=[a-z])[,;](?=[A-Za-z])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+\s)")


def blanks(text: Text) -> Iterator[Remark]:
    """Two blanks, a blank before a stop, none after one."""
    for j, sentence in enumerate(text.en):
        raw = text.raw[j]
        for found in _BLANKS.finditer(raw):
            # The place is told in the sentence as it is shown, where the blanks are folded into one.
            at = len(" ".join(raw[: found.start()].split()))
            yield Remark("blanks", None, (j, min(at, len(sentence)), min(at + 1, len(sentence))))
        for found in _BEFORE_STOP.finditer(sentence):
            yield Remark(
                "blank_before_stop", None, (j, found.start(), found.end() + 1), sentence[found.end()], sure=True
            )
        for found in _NO_BLANK.finditer(sentence):
            word = re.search(r"\S*$", sentence[: found.start()])
            if word and not re.search(r"www\.|://|@|\.[a-z]", word.group()):
                yield Remark("no_blank", None, (j, found.start() - 1, found.end() + 1), found.group())


_DOUBLE_MARK = re.compile(r"(?<![.,])(?:,,|;;|::|\.\.|,\.|\.,(?=\s[A-Z])|;,|,;|[?!],(?=\s)|\.\s\.(?!\s?\.))(?![.,])")


def marks(text: Text) -> Iterator[Remark]:
    """Two stops where one belongs: ",,", "..", ",."; abbreviations may have "Co.," and "Inc.,"."""
    for j, sentence in enumerate(text.en):
        for found in _DOUBLE_MARK.finditer(sentence):
            before = re.search(r"[\w.]+$", sentence[: found.start()])
            if found.group() == ".," and before and len(before.group().rpartition(".")[2]) <= 4:
                continue
            if found.group()[0] in "?!" or (found.group() == ".," and not before):
                continue
            yield Remark("double_mark", None, (j, *found.span()), found.group(), sure=True)


_OPEN, _CLOSE = "([{", ")]}"
_ITEM = re.compile(r"(?:^|[\s,;])(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})$")


def pairs(text: Text) -> Iterator[Remark]:
    """Quotation marks and brackets without their partner.

    A quotation may run over sentences and paragraphs, each paragraph opening it again (the custom of the press); a
    bracket must close in its paragraph.
    """
    yield from _quotes(text)
    opened: list[tuple[int, int, str]] = []
    paragraph: int | None = None
    for j, sentence in enumerate(text.en):
        if text.paragraphs[j] != paragraph:
            yield from (Remark("bracket", None, (k, at, at + 1), mark, sure=True) for k, at, mark in opened)
            opened, paragraph = [], text.paragraphs[j]
        for at, mark in enumerate(sentence):
            if mark in _OPEN:
                opened.append((j, at, mark))
            elif mark in _CLOSE and opened and opened[-1][2] == _OPEN[_CLOSE.index(mark)]:
                opened.pop()
            elif mark in _CLOSE and not (
                mark == ")" and (_ITEM.search(sentence[:at]) or sentence[at - 1 : at] in ":;")
            ):
                yield Remark("bracket", None, (j, at, at + 1), mark, sure=True)
    yield from (Remark("bracket", None, (k, at, at + 1), mark, sure=True) for k, at, mark in opened)


_QUOTE = re.compile(r"[\"“”„]+|``|''")  # twice typed is one mark


def _quotes(text: Text) -> Iterator[Remark]:
    opened: tuple[int, int] | None = None
    for j, sentence in enumerate(text.en):
        for found in _QUOTE.finditer(sentence):
            at, mark = found.start(), found.group()[0]
            if _opens(sentence, *found.span()):
                goes_on = at == 0 and (j == 0 or text.paragraphs[j] != text.paragraphs[j - 1])
                if opened is not None and not goes_on:
                    yield Remark("quote", None, (*opened, opened[1] + 1), '"', sure=True)
                opened = j, at
            elif opened is not None:
                opened = None
            elif not (mark == '"' and sentence[at - 1 : at].isdigit()):  # an inch mark closes nothing
                yield Remark("quote", None, (j, at, at + 1), '"', sure=True)
    if opened is not None:
        yield Remark("quote", None, (*opened, opened[1] + 1), '"', sure=True)


def _opens(sentence: str, start: int, end: int) -> bool:
    """Whether the mark opens, by what stands around it: desks type “ and ” at either end."""
    before, after = sentence[start - 1 : start], sentence[end : end + 1]
    return (not before or before.isspace() or before in "([{—–-'‘") and bool(after) and not after.isspace()


_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”’()가-힣]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|co\.kr|go\.kr|or\.kr|kr|ai|io)\b(?:/[^\s<>\"”’()가-힣]*)?",
    re.ASCII,
)
_TICKER = re.compile(r"(?<![\d.,])\d{6}(?:\.K[SQ])?(?![\d.,]*\d)|\b[A-Z]{1,5}\.[A-Z]{1,2}\b(?!\.)")


def webs(text: Text) -> Iterator[Remark]:
    """Addresses and tickers that changed on the way: the bead's Korean has one, its English another."""
    for ko, en in text.beads:
        for pattern in (_WEB, _TICKER):
            ours = [(j, m) for j in en for m in pattern.finditer(text.en[j])]
            if not ours:
                continue
            theirs = {_bare(m.group()): m.group() for i in ko for m in pattern.finditer(text.ko[i])}
            mine = {_bare(m.group()) for _, m in ours}
            left = sorted(set(theirs) - mine)
            for j, m in ours:
                if _bare(m.group()) not in theirs and left:
                    end = m.start() + len(m.group().rstrip(".,;:!?"))
                    yield Remark("address", None, (j, m.start(), end), theirs[left[0]], sure=True)


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.rstrip("/.,;:!?")).lower()


_ONES = "two|three|four|five|six|seven|eight|nine"
_WORDS = (
    f"{_ONES}|one|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_RANGE = re.compile(
    rf"\b(?:(?P<word>{_WORDS})(?P<join>\s(?:to|or)\s|\s?[-–~]\s?)(?P<figure>\d+)|"
    rf"(?P<figure2>\d+)(?P<join2>\s(?:to|or)\s|\s?[-–~]\s?)(?P<word2>{_WORDS}))\b(?![.,]?\d|-)",
    re.IGNORECASE,
)


def ranges(text: Text) -> Iterator[Remark]:
    """A range half in words and half in figures: "three to 5". "Five to 10" is the press's own style and passes."""
    for j, sentence in enumerate(text.en):
        for found in _RANGE.finditer(sentence):
            word = (found.group("word") or found.group("word2")).lower()
            figure = int((found.group("figure") or found.group("figure2"))[:9])
            styled = word in _ONES.split("|") and figure >= 10 and "o" in (found.group("join") or found.group("join2"))
            if not styled:
                yield Remark("mixed_range", None, (j, *found.span()), found.group())


_ENDED = re.compile(r"[.!?…:;][\"'”’)\]*]*$|[\"”]$")


def ends(text: Text) -> Iterator[Remark]:
    """A sentence of the body without its stop, where the others have one; a question that lost its mark."""
    heads = text.headlines or {0}  # where nobody knows the headline, the first line may be one
    body = [j for j in range(len(text.en)) if j not in heads and len(text.en[j].split()) >= 4]
    stopped = [j for j in body if _ENDED.search(text.en[j])]
    if len(body) >= 4 and len(stopped) >= 0.8 * len(body):
        for j in sorted(set(body) - set(stopped)):
            yield Remark("no_stop", None, (j, max(0, len(text.en[j]) - 1), len(text.en[j])))
    for ko, en in text.beads:
        if len(ko) == len(en) == 1 and en[0] not in text.headlines and _ENDED.search(text.en[en[0]]):
            asks = text.ko[ko[0]].rstrip("\"'”’)").endswith(("?", "？"))
            if asks and "?" not in text.en[en[0]]:
                at = len(text.en[en[0]])
                yield Remark("question", (ko[0], len(text.ko[ko[0]]) - 1, len(text.ko[ko[0]])), (en[0], at - 1, at))


_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[\s'’-]+[A-Z]{2,}){3,}\b")


def capitals(text: Text) -> Iterator[Remark]:
    """Four words and more in capitals, in a sentence of the body; a dateline in front passes."""
    for j, sentence in enumerate(text.en):
        if j in text.headlines:
            continue
        for found in _CAPITALS.finditer(sentence):
            dateline = found.start() <= 2 and re.match(r"[^a-z]{0,40}(?:--|—|–|\()", sentence[found.end() :])
            if not dateline and sum(len(word) >= 4 for word in found.group().split()) >= 2:
                yield Remark("capitals", None, (j, *found.span()))


_LOWER = re.compile(r"(?<![\w'’.@/-])[a-z]{5,}(?![\w'’@/-]|\.[a-z])")
# Frequency of the word that was probably meant, of all words: rarer ones are as often as not a coinage's neighbour.
_COMMON = 2e-6
_PREFIX = re.compile(
    r"^(?:anti|bio|co|counter|cyber|de|dis|eco|ex|extra|geo|hyper|inter|mega|micro|mid|mini|mis|multi|nano|neo|non|over|out|post|pre|pro|re|semi|sub|super|trans|ultra|un|under|up)"
)
_ENDING = re.compile(r"(?:s|es|ed|d|ing|er|ers|ly|ness|less|able|like|wise|ism|ist|ists|isation|ization|ised|ized)$")


@cache
def _speller() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)


def spelling(text: Text) -> Iterator[Remark]:
    """A word in small letters that no dictionary has and that is one letter from a common one, once in the story."""
    counts: Counter[str] = Counter(word for sentence in text.en for word in _LOWER.findall(sentence))
    if not counts:
        return
    speller = _speller()
    known = speller.known(counts)
    meant = {word: _meant(word, speller) for word in set(counts) - known if counts[word] == 1}
    for j, sentence in enumerate(text.en):
        for found in _LOWER.finditer(sentence):
            if word := meant.get(found.group()):
                yield Remark("spelling", None, (j, *found.span()), word)


# British forms of American words, and words of other languages that English copy uses.
_BRITISH = ((r"our", "or"), (r"is(?=e|a|i)", "iz"), (r"ys(?=e|i)", "yz"), (r"tre", "ter"), (r"tyre", "tire"),
            (r"mme", "m"), (r"ae|oe", "e"), (r"ogue", "og"), (r"ll(?=ed|ing|er|or)", "l"), (r"nce$", "nse"),
            (r"mt$", "med"))  # fmt: skip
_FOREIGN = frozenset(
    "facto haute fatale cafes naive regime fiance fiancee resume vitae versa grata tempore pours".split()
)


def _british(word: str, speller: Any) -> bool:
    return any(variant != word and variant in speller for variant in (re.sub(a, b, word) for a, b in _BRITISH))


def _meant(word: str, speller: Any) -> str:
    if word in _FOREIGN or _british(word, speller):
        return ""
    stem = _ENDING.sub("", _PREFIX.sub("", word))
    parts = {stem, _ENDING.sub("", word), _PREFIX.sub("", word)} - {word}
    if any(len(part) >= 4 and (part in speller or part + "e" in speller) for part in parts):
        return ""
    halves = ((word[:n], word[n:]) for n in range(3, len(word) - 2))
    if any(
        a in speller and b in speller and min(map(speller.word_usage_frequency, (a, b))) > _COMMON for a, b in halves
    ):
        return ""  # a compound: webtoon, livestream
    near = speller.candidates(word) or ()
    best = max(near, key=speller.word_usage_frequency, default="")
    return best if best and best != word and speller.word_usage_frequency(best) >= _COMMON else ""
