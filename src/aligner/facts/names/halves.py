"""Names told in parts: where one part says which Korean word is meant, the other part is held to it.

코디 is "Cody", so what follows is to be 폰세: not "Pansy". 식품 is "Foods", so what stands before it is to be 다온: not
"Dawon". Chinese and Japanese are written by rule, so of them every syllable counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from aligner.facts.lexicon import is_rendering, word_keys
from aligner.facts.names.pinyin import pinyin_hangul
from aligner.facts.names.sounds import begins_alike, distance, is_romaji, same_kana, sounds_like
from aligner.facts.names.story import SPELLINGS, TITLES
from aligner.facts.tables import table
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import in_syllables, spells

__all__ = ["as_one", "astray", "head_words", "is_rendering_of"]

Signs = Mapping[str, float]

_HEARD, _MISHEARD, _ANOTHER = 0.15, 0.2, 0.4
"""Distance of a name's Hangul up to which it is that name, and from which it is another (of 556 names of people and
places that the tables have, seven in ten and one in twenty lie beyond)."""
_TITLED = re.compile(f"(?:{TITLES})(?:[은는이가을를의도와과]|$)")
_CAPITAL = re.compile(r"[^\W\d_][\w’'&-]*")
_OWNER = re.compile(r"['’]s?$")


def is_rendering_of(word: str) -> bool:
    """Whether a word is one of the English words of the lexicon."""
    return any(map(is_rendering, word_keys(word, "en")))


def astray(part: str, phrase: str, korean: str, plain: frozenset[str]) -> dict[str, Signs]:
    """Return the words of a capitalised phrase that are not what the Korean has beside the part that is known.

    Parameters
    ----------
    part, phrase, korean
        A name without "and" or "of" in it; the English phrase it is from; the Korean of its bead.
    plain
        English words, lower case, that are no part of a name.
    """
    words = [_OWNER.sub("", word) for word in _CAPITAL.findall(part) if word[0].isupper()]
    if len(words) < 2:
        return {}
    tokens = [(token, _bare(token, words)) for token in re.findall("[가-힣]+", korean)]
    out: dict[str, Signs] = {}
    bare = [bare for _, bare in tokens]
    for word, signs in (
        *_beside(words, bare, plain),
        *_chinese(words, {form for pair in tokens for form in pair}, plain),
        *_inside(words, phrase, tokens, plain),
    ):
        out[word] = {**out.get(word, {}), **signs}
    return out


def as_one(phrase: str, korean: str) -> frozenset[str]:
    """Return the words of a phrase that are one Hangul word together: "Blue Moon" for 블루문, however short each is."""
    words = [_OWNER.sub("", word) for word in _CAPITAL.findall(phrase)]
    if any("-" in word for word in words):
        return frozenset()  # a Korean name, of which every syllable counts
    tokens = {form for token in re.findall("[가-힣]{3,}", korean) for form in (token, strip_particle(token))}
    runs = (words[a : a + size] for size in (2, 3) for a in range(len(words) - size + 1))
    return frozenset(w for run in runs if any(sounds_like("".join(run), t, _HEARD) for t in tokens) for w in run)


def _bare(token: str, words: Sequence[str]) -> str:
    if any(_is(word, token) for word in words):
        return token
    return strip_particle(token, least=1 if len(token) < 3 else 2)


def _is(word: str, hangul: str) -> bool:
    """Whether a Hangul word is an English name by its sounds; of Japanese and Chinese every syllable counts."""
    if hangul in pinyin_hangul(word) or (is_romaji(word) and same_kana(word, hangul)):
        return True
    return sounds_like(word, hangul, 0.0 if is_romaji(word) else _HEARD)


def _beside(words: Sequence[str], tokens: Sequence[str], plain: frozenset[str]) -> Iterator[tuple[str, Signs]]:
    """Yield the words whose neighbour is the neighbour of another Korean word."""
    words = [w for w in words if len(w) > 1 and w.lower() not in plain]
    if len(words) < 2 or any(w.lower() in SPELLINGS for w in words):
        return
    keys = frozenset().union(*(word_keys(token, "ko") for token in tokens))
    for n, word in enumerate(words):
        if ("-" in word and not word.lower().startswith("al-")) or word_keys(word, "en") & keys:
            continue
        japanese = is_romaji(word) and any(w != word and same_kana(w, t) for w in words if is_romaji(w) for t in tokens)
        if any(_is(word, token) if japanese else sounds_like(word, token, _HEARD) for token in tokens):
            continue
        for at, half in ((at, k) for at, t in enumerate(tokens) for k, w in enumerate(words) if _half(w, t, word)):
            yield from _unlike(word, words, n, half, at, tokens)


def _half(word: str, token: str, other: str) -> bool:
    """Whether a Hangul word is one that stands beside the other of two names."""
    return word != other and len(word) > 2 and not _TITLED.match(token) and _is(word, token)


def _unlike(
    word: str, words: Sequence[str], n: int, half: int, at: int, tokens: Sequence[str]
) -> Iterator[tuple[str, Signs]]:
    """Yield a word that is not what stands beside the Hangul of its other half."""
    near = [tokens[k] for k in (at - 2, at - 1, at + 1, at + 2) if 0 <= k < len(tokens)]
    alike = [t for t in near if (len(t) > 1 or len(word) < 5) and not _TITLED.match(t) and begins_alike(word, t)]
    japanese = is_romaji(word) and is_romaji(words[half])
    far = min((distance(word, t) for t in alike), default=0.0)
    if alike and len(tokens[at]) > 1:
        if japanese and same_kana(words[half], tokens[at]):
            yield word, {"misheard": 1.0}
        elif far > _MISHEARD:
            yield word, {"misheard": min(1.0, far / _ANOTHER)}
    elif not alike and not is_rendering_of(word):
        there = [k for k in ((at - n + half, at + n - half) if japanese else (at + n - half,)) if 0 <= k < len(tokens)]
        both = any(_half(w, tokens[at + k - half], word) for k, w in enumerate(words)
                   if k not in (n, half) and 0 <= at + k - half < len(tokens))  # fmt: skip
        other = next((tokens[k] for k in there if both or _loan(tokens[k])), None)
        if other is not None and (far := distance(word, other)) > _MISHEARD:
            yield word, {"unlike": min(1.0, far / _ANOTHER)}


def _chinese(words: Sequence[str], tokens: set[str], plain: frozenset[str]) -> Iterator[tuple[str, Signs]]:
    """Yield the half of a Chinese name that is not what its Hangul, surname and given name in one, has."""
    for one, two in pairwise(words):
        surnames, given = pinyin_hangul(one), pinyin_hangul(two)
        cuts = [(token[:size], token[size:]) for token in tokens for size in (1, 2) if len(token) > size + 1]
        if not given or one.lower() in plain or any(_answers(one, a) and b in given for a, b in cuts):
            continue
        for first, rest in cuts:
            if rest in given:
                yield one, {"misheard": 1.0}
            elif first in surnames and len(rest) in set(map(len, given)):
                yield two, {"misheard": 1.0}


_LOAN = re.compile("[크트프브드스즈츠르므쿠투푸코토포카타파케테페키티피캐퀸큰튼슨린윈젠렌벨델넬멜젤펠켈윌닐빌셀]")


def _loan(token: str) -> bool:
    """Whether a Hangul word looks like a foreign name: no word of the lexicon, with syllables that such names have."""
    return len(token) > 1 and not word_keys(token, "ko") and _LOAN.search(token) is not None


@cache
def _heads() -> tuple[dict[str, frozenset[str]], dict[str, list[str]]]:
    """Korean last parts → English forms; English form → Korean last parts."""
    korean: dict[str, frozenset[str]] = {}
    english: dict[str, list[str]] = {}
    for ko, en in table("heads"):
        for form in ko.split("|"):
            korean[form] = korean.get(form, frozenset()) | frozenset(en.split("|"))
            for word in en.split("|"):
                english.setdefault(word, []).append(form)
    return korean, english


def head_words(part: str) -> frozenset[str]:
    """The English forms of what a Hangul stretch ends with: 물산 is Trading, C&T or Products."""
    korean, _ = _heads()
    return next((korean[part[k:]] for k in range(len(part)) if part[k:] in korean), frozenset())


def _inside(
    words: Sequence[str], phrase: str, tokens: Sequence[tuple[str, str]], plain: frozenset[str]
) -> Iterator[tuple[str, Signs]]:
    """Yield the words that are not the rest of the one Korean word whose other part the phrase has."""
    there = {n for n, word in enumerate(words) if any(sounds_like(word, bare, _HEARD) for _, bare in tokens)}
    forms = {form for pair in tokens for form in pair if len(form) > 2}
    for n in (n for n in range(1, len(words)) if n - 1 not in there):
        parts = {token[:start] for token in forms for start in _ends_of(words, n, token)}
        doubts = [_first_part(words[:n], part, plain) for part in sorted(parts)]
        if doubts and all(doubts):  # 다온식품 and 가온식품 may both be there
            yield from doubts[0]
    last = len(words) - 1
    if words[last] in _heads()[1] and words[0].lower() not in plain:
        heads = {token: head_words(token) for token in forms}
        mine = [token for token in forms if heads[token] and _begins(words[0], token)]
        said = {form for forms_of in heads.values() for form in forms_of if re.search(rf" {re.escape(form)}\b", phrase)}
        if mine and not any(
            heads[token] & said or word_keys(token, "ko") & word_keys(words[last], "en") for token in forms
        ):
            yield words[last], {"clash": 1.0}


def _begins(word: str, token: str) -> bool:
    """Whether a Hangul word begins with an English one."""
    return any(_answers(word, token[:end]) for end in range(2, len(token)))


def _ends_of(words: Sequence[str], n: int, token: str) -> Iterator[int]:
    """Where in a Hangul word the part begins that an English word renders: 식품 of 다온식품 by "Foods"."""
    _, english = _heads()
    for form in (" ".join(words[n : n + 2]), words[n]):
        for head in english.get(form, ()):
            if token.endswith(head) and len(token) > len(head) + 1:
                yield len(token) - len(head)
    for start in range(len(token) - 2, 1, -1):
        if any(_renders(words[n], token[start:end]) for end in range(start + 2, len(token) + 1)):
            yield start
            return


@lru_cache(maxsize=1 << 14)
def _renders(word: str, part: str) -> bool:
    if word_keys(word, "en") & word_keys(part, "ko"):
        return True
    return len(word) > 3 and sounds_like(word, part, _HEARD / 2)


def _first_part(words: Sequence[str], part: str, plain: frozenset[str]) -> list[tuple[str, Signs]]:
    """The last of some words if it is nothing that a Hangul stretch ends with; else look at what is before."""
    word = words[-1]
    low = re.sub("[^a-z]", "", word.lower())
    if word.lower() in plain or word.isupper() or len(low) < 3 or any(map(str.isdigit, word)):
        return []
    if _answers("".join(words), part) or any(_answers(" ".join(words[k:]), part) for k in range(len(words))):
        return []
    if _begins(word, part):  # 겨레얼통일연대 is "Kyereoul Solidarity" too
        return []
    for start in range(1, len(part) - 1):
        if _answers(word, part[start:]):
            return _first_part(words[:-1], part[:start], plain) if start > 1 and len(words) > 1 else []
    return [(word, {"part": 1.0})]


def _answers(word: str, part: str) -> bool:
    letters = re.sub("[^a-z]", "", word.lower())
    if (
        part in pinyin_hangul(word)
        or part in _heads()[1].get(word, ())
        or spells(letters, part)
        or (len(part) > 1 and word_keys(word, "en") & word_keys(part, "ko"))
    ):
        return True
    far = distance(word, part)
    return far <= 0.03 or (far <= _MISHEARD and not in_syllables(letters, len(part)))
