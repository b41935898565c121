"""How the Korean words of a corpus are rendered: what a house's glossary can be made of.

A Korean word or two and an English phrase belong together where they stand in the same links (Dice's coefficient of the
links that hold them) and something else says so too: the lexicon of news words, the sound of a name, or that they are
hardly ever seen apart. Where a word has several renderings, all are told, the most frequent first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aligner.facts.lexicon import stem, word_keys
from aligner.facts.names.table import builtin_table
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import english_skeleton, korean_skeleton, spells

__all__ = ["Rendered", "find_renderings", "korean_words"]

Links = Sequence[tuple[str, str]]
"""Korean and English of every link."""

_WORD = re.compile(r"(?<![\d가-힣])[가-힣]+")
_ENGLISH = re.compile(r"(?:[A-Z]\.){2,}|[A-Za-z](?:[A-Za-z'’&.-]*[A-Za-z])?")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 4
_ALONE, _SUPPORTED, _SHARE = 0.75, 0.3, 0.15
"""Dice from which a phrase is a rendering by itself, and beside other evidence; its least share of a word's links."""
_COMPOUND = 4
"""Syllables from which a word is taken for a compound."""
_WITHIN = 0.8
"""Share of a phrase's links from which a longer one that holds it is the rendering."""
# Words that every story has, and what counts and dates; a glossary has no use for them.
_PLAIN = frozenset(
    "지난해 올해 내년 작년 이날 지난 오전 오후 이번 다음 이후 이상 이하 당시 최근 현재 가운데 오는 처음 다시 함께 모두 "
    "지난달 이달 내달 하루 시간 사람 경우 때문 이상 가장 같은 또한 다만 한편 이라며 이라고".split()
)
_STOP = frozenset(
    "the a an of and to in on at for by with from as that this these those it its his her he she they them their we "
    "our i is are was were be been has have had will would can could may might not no nor or but who whom which whose "
    "what when where while said says say than then there also more most some any all both each other others into over "
    "under about after before since during through against between because if so such only one two first year years "
    "month months day days week percent".split()
)
_VERBAL = re.compile(r"(?:다|했|된|하는|하고|하며|하면|되는|지만|라며|라고|면서|도록|으며)$")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Korean word and its renderings.

    Attributes
    ----------
    ko
        The word, or two, without particles.
    count
        Links that hold it.
    renderings
        ``(English as most often written, links, number of the first link)``, the most frequent first.
    name
        Whether it is rendered by names alone: capitals, or the table of names.
    """

    ko: str
    count: int
    renderings: tuple[tuple[str, int, int], ...]
    name: bool


def find_renderings(links: Links, *, least: int = 2) -> list[Rendered]:
    """Return the words that at least `least` links render alike, those rendered in several ways first.

    Parameters
    ----------
    links
        Korean and English of every link, best of confirmed ones.
    least
        Links that a word must stand in, and that must share its first rendering.
    """
    words = [korean_words(ko) for ko, _ in links]
    # What never has a particle is hardly a noun, but for a name before its title.
    nouns = {word for one in words for word, particle in one.items() if particle}
    korean = {word: held for word, held in _places(words).items() if len(held) >= least}
    phrases = [_phrases(en) for _, en in links]
    english = _places(phrases)
    found = []
    for word, held in korean.items():
        known = _known(word, held, phrases, english, least)
        if known and len(known[0][1]) >= least:
            renderings = tuple((_written(key, at, phrases), len(at), at[0]) for key, at in known)
            name = all(_is_name(text) for text, _, _ in renderings)
            if name or word in nouns:
                found.append(Rendered(word, len(held), renderings, name))
    found.sort(key=lambda one: (-min(len(one.renderings), 2), -one.count, one.ko))
    return _without_parts(found, korean)


def _places(texts: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, keys in enumerate(texts):
        for key in keys:
            found[key].append(at)
    return found


def korean_words(text: str) -> dict[str, bool]:
    """Words without particles, and two that stand together → whether with one; a figure's counter is no word."""
    found: dict[str, bool] = {}
    before: tuple[str, int] | None = None
    for match in _WORD.finditer(text):
        word = match.group()
        plain = strip_particle(word)
        good = len(plain) >= 2 and plain not in _PLAIN and not _VERBAL.search(plain)
        if good:
            for name in (plain, f"{before[0]} {plain}" if before and text[before[1] : match.start()] == " " else plain):
                found[name] = found.get(name, False) or plain != word
        before = (word, match.end()) if good and plain == word else None
    return found


def _phrases(text: str) -> dict[str, str]:
    """Key (stems) → words, of every phrase up to `_LONGEST` words that neither begins nor ends with a small word."""
    words = list(_ENGLISH.finditer(text))
    small = [word.group().lower() in _STOP for word in words]
    found: dict[str, str] = {}
    for at in range(len(words)):
        for end in range(at, min(at + _LONGEST, len(words))):
            if end > at and text[words[end - 1].end() : words[end].start()] != " ":
                break
            if not small[at] and not small[end]:
                key = " ".join(stem(word.group()) for word in words[at : end + 1])
                written = text[words[at].start() : words[end].end()]
                found.setdefault(key, _POSSESSIVE.sub("", written))
    return found


def _known(
    word: str,
    held: Sequence[int],
    phrases: Sequence[Mapping[str, str]],
    english: Mapping[str, Sequence[int]],
    least: int,
) -> list[tuple[str, list[int]]]:
    """Return the phrases that render `word`, each with its links; a link counts for one of them."""
    left, known = list(held), list[tuple[str, list[int]]]()
    while left and len(known) < 5:
        counts = Counter(key for at in left for key in phrases[at])
        fitting = [
            key
            for key, n in counts.items()
            if _fits(word, key, n, len(held), len(english[key]), first=not known, least=least)
        ]
        if not fitting:
            break
        best = max(fitting, key=lambda key: _rank(word, key, counts[key], len(held) + len(english[key])))
        key = best if _is_its_name(word, best) else _longer(best, counts)
        mine = [at for at in left if key in phrases[at] or best in phrases[at]]
        known += _by_modifier(key, mine, phrases) if len(word) >= _COMPOUND else [(key, mine)]
        left = [at for at in left if at not in mine]
    known.sort(key=lambda one: -len(one[1]))
    return known


def _by_modifier(key: str, held: Sequence[int], phrases: Sequence[Mapping[str, str]]) -> list[tuple[str, list[int]]]:
    """Tell *policy rate* from *base rate*: a Korean compound is rendered by two words, not by the last alone."""
    if " " in key:
        return [(key, list(held))]
    seen = Counter(two for at in held for two in phrases[at] if two.endswith(f" {key}") and two.count(" ") == 1)
    if not seen or max(seen.values()) < 2:
        return [(key, list(held))]
    groups: dict[str, list[int]] = {}
    for at in held:
        best = max((two for two in seen if two in phrases[at]), key=lambda two: (seen[two], two), default=key)
        groups.setdefault(best, []).append(at)
    return list(groups.items())


def _fits(word: str, key: str, n: int, of_word: int, of_key: int, *, first: bool, least: int) -> bool:
    dice = 2 * n / (of_word + of_key)
    if first and dice >= _ALONE and n >= max(least, 3):
        return True
    if (first and (n < least or dice < _SUPPORTED)) or n < _SHARE * of_word:
        return False
    return _evidence(word, key)


def _rank(word: str, key: str, n: int, both: int) -> tuple[bool, bool, float, int, str]:
    """Order phrases: names that are the word's, the one most seen with it and nowhere else, the shortest."""
    return n > 1, _is_its_name(word, key), 2 * n / both if n > 1 else 0.0, -key.count(" "), key


def _longer(key: str, counts: Counter[str]) -> str:
    """Return the longest phrase that nearly always stands around `key`: South Gyeongsang Province, not Gyeongsang."""
    least = max(2.0, _WITHIN * counts[key])
    around = [other for other, n in counts.items() if n >= least and f" {key} " in f" {other} "]
    return max(around, key=lambda other: (other.count(" "), counts[other], other), default=key)


def _evidence(word: str, key: str) -> bool:
    """Whether the lexicon, the table of names or the sound says that a phrase may render a word."""
    return bool(word_keys(word, "ko") & {f"word:{part}" for part in key.split()}) or _is_its_name(word, key)


@lru_cache(maxsize=1 << 16)
def _is_its_name(word: str, key: str) -> bool:
    """Whether the table of names has a phrase for a word, or it sounds the same."""
    table = builtin_table()
    if any(key == " ".join(map(stem, form.split())) for n in table.numbers(word) for form in table.entries[n].en):
        return True
    plain = word.replace(" ", "")
    letters = re.sub(r"[^a-z-]", "", "-".join(key.split()))
    if spells(letters, plain, person=True) or spells(letters.replace("-", ""), plain):
        return True
    sound, heard = korean_skeleton(plain), english_skeleton(letters.replace("-", ""))
    return len(sound) >= 3 and sound == heard


def _written(key: str, at: Sequence[int], phrases: Sequence[Mapping[str, str]]) -> str:
    seen = Counter(phrases[k][key] for k in at if key in phrases[k])
    return max(seen, key=lambda text: (seen[text], text.islower(), text))


def _is_name(text: str) -> bool:
    return all(word[:1].isupper() for word in text.split() if word.lower() not in _STOP)


def _without_parts(found: Sequence[Rendered], korean: Mapping[str, Sequence[int]]) -> list[Rendered]:
    """Leave out words that stand nowhere but in a longer one with the same rendering: 경상 in 경상 남도."""
    whole = {one.ko: one for one in found if " " in one.ko}
    kept = []
    for one in found:
        longer = [two for name, two in whole.items() if one.ko != name and one.ko in name.split()]
        if not any(two.count >= one.count for two in longer):
            kept.append(one)
    return [one for one in kept if " " not in one.ko or not _says_the_same(one, kept)]


def _says_the_same(one: Rendered, all_of_them: Sequence[Rendered]) -> bool:
    """Whether a part of two words has the same rendering, so that the two tell nothing more."""
    first = one.renderings[0][0]
    return any(two.ko in one.ko.split() and two.renderings[0][0] == first for two in all_of_them)
