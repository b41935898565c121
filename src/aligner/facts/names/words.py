"""English names that nothing in the Korean story accounts for, word by word, whether or not any table knows them.

A capitalised word is accounted for if the story has it in Latin letters, by a table entry, by the lexicon, by
romanisation or by sound. What is left is a suspect, and its signs say how it stands: beside a word that the Korean
does have (Hanwha Aerospace for 한화오션), as a name that the table knows of somebody else, opposite a Korean name that
the English does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from aligner.facts.lexicon import is_rendering, word_keys
from aligner.facts.names.mentions import korean_names
from aligner.facts.names.sounds import begins_alike, distance, is_romaji, same_kana, sounds_within
from aligner.facts.names.story import SPELLINGS, TITLES, Name, Story
from aligner.facts.names.table import NameTable
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import SURNAMES, english_skeleton, korean_skeleton, looks_korean, spells

__all__ = ["WordSuspect", "surname_suspects", "word_suspects"]

WordSuspect: TypeAlias = tuple[int, Name | None, int, Name, dict[str, float]]
"""Korean sentence and name (None if none is open), English sentence and name, signs."""

_PHRASE = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'-]*(?:[ ](?:(?:of|and|the|&|for|de|van|von|al|bin)[ ]){0,2}[A-Z][\w’'-]*)*"
)
_WORD = re.compile(r"[A-Z][\w’'-]*")
_PLAIN = frozenset(
    (
        "the this that these those but and for with when while after before since under from in on at as it its he she "
        "they we you i a an if of to by so no not all one two three four five six seven eight nine ten mr mrs ms dr "
        "south north east west korea korean koreans seoul january february march april may june july august september "
        "october november december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday "
        "friday saturday sunday president prime minister vice deputy former acting chairman chairwoman chairperson "
        "secretary general director chief executive officer ceo cfo representative rep sen gov mayor governor speaker "
        "professor ambassador national assembly first second third fourth olympic olympics games world cup party "
        "supreme high district court act bill law day year new lunar kst gmt est pm am sunday games republic internet "
        "covid god house congress parliament cabinet english korean-language state phase line no route highway "
        "yonhap newsis reuters ap afp lead us u.s united states american americans asia asian europe european "
        "mother father christmas easter earth online web tv it's there here what who how why where his her their our "
        "more most many some both each every other another such than then now also even just only still yet however"
    ).split()
)
_OWNER = re.compile(r"['’]s?$")
_HEADS = frozenset(
    (
        "commission committee council agency association foundation institute ministry service bureau center centre "
        "union federation corporation company group bank university college hospital school court office authority "
        "fund board arboretum museum park club team league news times daily airport station bridge road street river "
        "base fountain square stream plaza palace shrine plant site mount mountain lake island "
        "province county city district village tower building hall stadium arena temple"
    ).split()
)
"""Words that tell what sort of body or place a name is: one of them alone is nobody's name."""
_MENTIONED = re.compile(r"(?:said|told|added|noted|who|was|is|has|had|will|won|scored|finished|took|beat)\b")
_TITLE = re.compile(
    r"(?:Minister|President|Premier|Chairman|Chairwoman|Coach|coach|Rep\.|Sen\.|Gov\.|CEO|chief|head|Mayor)\s$"
)


_OURS = frozenset(("한국", "대한민국", "국내"))
"""The country at home, which English need not name: no place stands for it."""


def word_suspects(story: Story) -> Iterator[WordSuspect]:
    """Yield the capitalised words of small beads that the Korean story does not account for."""
    every = word_keys(story.korean.text, "ko")
    for ko_ids, en_ids in story.small:
        here = " ".join(story.en_texts[j] for j in en_ids)
        source = " ".join(story.ko_texts[i] for i in ko_ids)
        keys = word_keys(source, "ko")
        open_names: list[tuple[int, Name]] | None = None
        for j in en_ids:
            for phrase in _PHRASE.finditer(story.en_texts[j]):
                astray: dict[str, float] = {}
                for one in _TOGETHER.split(phrase[0]):
                    astray |= _misheard(one, source)
                strange, known = _sorted(phrase, story, keys, every, astray)
                if not strange:
                    continue
                if open_names is None:
                    open_names = [
                        (i, name) for i in ko_ids for name in korean_names(story.ko_texts[i], story.table, loose=True)
                        if name.text not in _OURS and not _answered(name, here, story.table)
                    ]  # fmt: skip
                first = strange[0]
                start, end = (phrase.start() + first.start(), phrase.start() + strange[-1].end())
                name = Name("word", start, end, story.en_texts[j][start:end])
                other, signs = _signs(name, strange, [sort for sort, _ in known], open_names, story, j)
                rest = _rest_of([word for sort, word in known if sort == "name"], phrase[0], story, ko_ids)
                signs["rest"] = float(rest is not None)
                signs["misheard"] = max((astray.get(_OWNER.sub("", match[0]), 0.0) for match in strange), default=0.0)
                body = strange[-1][0] in _BODIES and bool(signs["common"])
                signs["body"] = float(body)
                signs["body_there"] = float(body and _unlisted_body(source, story.table))
                other = rest or other
                at, korean = other if other is not None else (ko_ids[0], None)
                yield at, korean, j, name, signs


def _sorted(
    phrase: re.Match[str], story: Story, keys: frozenset[str], every: frozenset[str], astray: dict[str, float]
) -> tuple[list[re.Match[str]], list[tuple[str, str]]]:
    """The words of a phrase that nothing accounts for, and how the others are accounted for (name, word)."""
    text = phrase.string
    opening = not text[: phrase.start()].strip(" \"“‘'") or text[: phrase.start()].rstrip(" \"“‘'").endswith(
        (".", "?", "!")
    )
    hits = [(s, e, numbers) for s, e, numbers in story.in_english(text) if s < phrase.end() and phrase.start() < e]
    strange: list[re.Match[str]] = []
    known: list[tuple[str, str]] = []
    for match in _WORD.finditer(phrase[0]):
        word = re.sub(r"['’]s$|['’]$", "", match[0])
        low = word.lower()
        start = phrase.start() + match.start()
        if low in _PLAIN or (len(word) < 4 and word not in astray) or word.isupper() or any(c.isdigit() for c in word):
            continue
        inside = [numbers for s, e, numbers in hits if s <= start < e]
        if any(story.korean.has_entry(numbers) for numbers in inside):
            known.append(("name", word))
        elif low not in story.korean.latin and word in astray:
            strange.append(match)
        elif _romanised_place(low, inside, story.table) and not story.korean.has_romanised(word):
            strange.append(match)  # Gwangju sounds like 공주
        elif low in story.korean.latin or story.heard(word):
            known.append(("name", word))
        elif story.korean.sounds_as(word):
            known.append(("word", word))
        elif any(story.korean.has_surname(hangul) for hangul in SPELLINGS.get(low, ())):
            known.append(("name", word))
        elif word_keys(word, "en") & keys:
            known.append(("word", word))
        elif word_keys(word, "en") & every and not inside:
            known.append(("word", word))
        elif opening and match.start() == 0 and not inside and (is_rendering_of(word) or " " not in phrase[0]):
            continue
        else:
            strange.append(match)
    if all(match[0].lower() in _HEADS for match in strange):
        strange = []
    if strange and known and not astray and known[-1] == ("name", phrase[0].split()[-1].removesuffix("'s")):
        if known[-1][1].lower() not in _HEADS:
            strange = []  # Volodymyr Zelenskyy: English adds the first name
    return strange, known


_TOGETHER = re.compile(r" (?:and|&|of|for) ")
_HEARD, _MISHEARD, _ANOTHER = 0.15, 0.25, 0.4
"""Distance of a name's Hangul up to which it is that name, and from which it is another (of 556 names of people and
places that the tables have, seven in ten and one in twenty lie beyond)."""
_TITLED = re.compile(f"(?:{TITLES})(?:[은는이가을를의도와과]|$)")


def _misheard(phrase: str, korean: str) -> dict[str, float]:
    """The words of a foreign name that sound unlike the Korean word beside the one that is its other half.

    호르헤 is "Jorge", so what stands beside it is to be 알바레스: not "Alonso". Japanese is written by rule, so 사토
    하루카 is no "Haruka Saito".
    """
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]+", phrase) if len(w) > 2 and w[0].isupper()]
    words = [w for w in (re.sub(r"['’]s$", "", w) for w in words) if w.lower() not in _PLAIN and "-" not in w]
    if len(words) < 2 or any(w.lower() in SPELLINGS for w in words):
        return {}
    written = re.findall(r"[가-힣]+", korean)
    tokens = [
        token if any(_is(w, token) for w in words) else strip_particle(token, least=1 if len(token) < 3 else 2)
        for token in written
    ]
    out: dict[str, float] = {}
    for at, token in enumerate(tokens):
        if len(token) < 2 or _TITLED.match(token):
            continue
        half = next((w for w in words if _is(w, token)), None)
        if half is None:
            continue
        beside = [t for n in (at - 2, at - 1, at + 1, at + 2) if 0 <= n < len(tokens) for t in (tokens[n],)]
        beside = [t for t in beside if not _TITLED.match(t)]
        for word in words:
            if word == half or is_rendering_of(word) or any(_is(word, t) for t in tokens):
                continue
            alike = [t for t in beside if (len(t) > 1 or len(word) < 5) and begins_alike(word, t)]
            if not alike:
                continue
            if is_romaji(word) and is_romaji(half) and same_kana(half, token):
                out[word] = 1.0
            elif (far := min(distance(word, t) for t in alike)) > _MISHEARD:
                out[word] = min(1.0, far / _ANOTHER)
    return out


def _is(word: str, hangul: str) -> bool:
    """Whether a Hangul word is an English name by its sounds; of Japanese every syllable counts."""
    if is_romaji(word) and same_kana(word, hangul):
        return True
    return sounds_within(word, hangul, 0.0 if is_romaji(word) else _HEARD)


_BODIES = frozenset(
    (
        "Commission Committee Council Agency Association Foundation Institute Service Bureau Center Federation Union "
        "Authority Fund Board Archive Orchestra Philharmonic Coalition Network Alliance Congress Society League "
        "Academy Administration Office Organization Museum Corp Corporation"
    ).split()
)
_BODY = re.compile(
    r"(?<![가-힣])[가-힣]{2,9}[위원관청처회련연단본향협총소부국실맹](?=[은는이가을를의도과와](?![가-힣])|[\s,.]|에서|에\s|$)"
)


def _unlisted_body(korean: str, table: NameTable) -> bool:
    """Whether the Korean names a body that no table knows (농관원, 서울시향): the English may be its full name."""
    return any(not table.in_korean(match[0]) or len(match[0]) > 3 for match in _BODY.finditer(korean))


def _romanised_place(low: str, inside: Sequence[tuple[int, ...]], table: NameTable) -> bool:
    """Whether a word is a listed place of Korea, whose spelling says more than its sound."""
    entries = [table.entries[n] for numbers in inside for n in numbers]
    return looks_korean(low) and any(e.kind == "place" and spells(low, e.ko[0]) for e in entries)


def is_rendering_of(word: str) -> bool:
    """Whether a word is one of the English words of the lexicon."""
    return any(map(is_rendering, word_keys(word, "en")))


def _rest_of(
    names: Sequence[str], phrase: str, story: Story, ko_ids: Sequence[int]
) -> tuple[int, Name] | None:  # fmt: skip
    """A Korean word that begins with one of the names and goes on with something the phrase does not say.

    한빛물산 begins with "Hanbit", but 물산 is no "Chemical".
    """
    said = word_keys(phrase, "en")
    words = re.findall(r"[A-Za-z]{2,}", phrase)
    sounds = {english_skeleton("".join(words[a:b])) for a, b in combinations(range(len(words) + 1), 2)}  # 마린텍
    for name in names:
        letters = re.sub("[^a-z]", "", name.lower())
        sound = english_skeleton(name)
        for i in ko_ids:
            for match in _HANGUL.finditer(story.ko_texts[i]):
                word = strip_particle(match[0], least=3)
                for size in range(2, min(5, len(word) - 2) + 1):
                    part, rest = word[:size], word[size:]
                    same = spells(letters, part) or (len(sound) > 1 and korean_skeleton(part) == sound)
                    if not same:
                        continue
                    if word_keys(rest, "ko") & said or korean_skeleton(rest) in sounds:
                        return None
                    if len(rest) >= 2:
                        return i, Name("org", match.start(), match.start() + len(word), word)
    return None


def _answered(name: Name, english: str, table: NameTable) -> bool:
    if any(table.english_has(n, english) for n in name.entries):
        return True
    for match in re.finditer(r"[A-Z][A-Za-z’'-]+(?:\s[A-Z][a-z-]+)?", english):
        low = re.sub(r"[^a-z-]", "", match[0].lower().replace(" ", "-"))
        if spells(low, name.text) or spells(low.split("-")[0], name.text):
            return True
        if len(name.text) >= 3 and len(mine := korean_skeleton(name.text)) > 2:
            if mine in (english_skeleton(match[0].split()[0]), english_skeleton(match[0].split()[-1])):
                return True
    return False


def _signs(
    name: Name, strange: Sequence[re.Match[str]], known: Sequence[str], open_names: Sequence[tuple[int, Name]],
    story: Story, j: int,
) -> tuple[tuple[int, Name] | None, dict[str, float]]:  # fmt: skip
    text = story.en_texts[j]
    words = [re.sub(r"['’]s$", "", match[0]) for match in strange]
    listed = [numbers for s, e, numbers in story.in_english(text) if s < name.end and name.start < e]
    kinds = {story.table.entries[n].kind for numbers in listed for n in numbers}
    korean = any(looks_korean(re.sub("[^a-z]", "", word.lower())) for word in words)
    same = [pair for pair in open_names if _kin(pair[1].kind) in {_kin(kind) for kind in kinds}]
    near = [pair for pair in open_names if _alike(words[0], pair[1].text)]
    common = all(is_rendering_of(word) for word in words)
    people = ("person", "maybe-person")
    fitting = near or same or [p for p in open_names if not kinds and not (common and p[1].kind in people)]
    other = fitting[0] if fitting else None
    return other, {
        "listed": float(bool(listed)),
        "listed_person": float("person" in kinds),
        "beside_name": float("name" in known),
        "beside_word": float("word" in known and "name" not in known),
        "alone": float(not known and len(words) == 1),
        "several": float(len(words) > 1),
        "common": float(common),
        "korean": float(korean),
        "open": float(bool(fitting or open_names) and not (common and not fitting)),
        "open_same": float(bool(same)),
        "near": float(bool(near)),
        "spoken": float(_MENTIONED.match(text, min(len(text), name.end + 1)) is not None),
        "titled": float(_TITLE.search(text, max(0, name.start - 14), name.start) is not None),
        "first": float(name.start < 2),
        "hyphenated": float("-" in name.text),
        "possessive": float(_OWNER.search(name.text) is not None),
        "home": float(bool(listed) and kinds <= {"country", "place"} and not same),
    }


def _kin(kind: str) -> str:
    return {"country": "place", "maybe-person": "person"}.get(kind, kind)


def _alike(word: str, hangul: str) -> bool:
    mine, other = english_skeleton(word), korean_skeleton(hangul)
    return len(mine) > 1 and mine[:1] == other[:1] and abs(len(mine) - len(other)) <= 1


_HANGUL = re.compile(r"(?<![가-힣])[가-힣]{4,}")
_SURNAMED = re.compile(
    r"\b(?:surnamed|surname|family name|last name)(?:\s(?:is|was|only as))?,?\s(?P<name>[A-Z][a-z]+)"
)
_SOMEBODY = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{1,2})모(?=\s?(?:\(|씨|군|양)|\s)")


def surname_suspects(story: Story) -> Iterator[WordSuspect]:
    """Yield people told by their surname alone, 오모(32) 씨, whom the English gives another one."""
    for ko_ids, en_ids in story.small:
        people = [
            (i, Name("person", m.start(), m.end("name") + 1, m["name"]))
            for i in ko_ids for m in _SOMEBODY.finditer(story.ko_texts[i]) if m["name"] in SURNAMES
        ]  # fmt: skip
        if not people:
            continue
        for j in en_ids:
            for match in _SURNAMED.finditer(story.en_texts[j]):
                letters = match["name"].lower()
                if any(letters in SURNAMES[person.text] or spells(letters, person.text) for _, person in people):
                    continue
                name = Name("person", match.start("name"), match.end("name"), match["name"])
                yield *people[0], j, name, {"surnamed": 1.0, "is_surname": float(letters in SPELLINGS)}
