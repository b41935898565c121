"""Names that a story has, but another sentence of it: the watchdog that fined, not the one that advised the fine.

Support anywhere in the story clears a name in `compare`; here each bead is looked at by itself, and a name
is suspected only where the bead has exactly one Korean name of a kind without partner and exactly one English name of
that kind whose Korean stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aligner.facts.names.mentions import english_names, korean_names
from aligner.facts.names.story import SPELLINGS, TITLES, WORDLIKE, KoreanNames, Name, Story, Suspect
from aligner.facts.names.table import NameTable
from aligner.korean.romanise import SURNAMES, spells

__all__ = ["governs", "swapped_names"]

Supported = Callable[[Name, KoreanNames, str], bool]
Answered = Callable[[Name, str, NameTable], bool]

_BARE = re.compile(
    r"(?<![A-Za-z’'-]\s)(?<![A-Za-z-])(?P<name>[A-Z][a-z]+)(?=(?:['’]s\s|\s(?:said|added|told|was|is|has|had|also|who|"
    r"will|noted|won|finished|scored|took|led|set|came|beat|became|made|wrote|called|urged|vowed)\b))"
)
_FULL = re.compile(r"\b[A-Z][a-z]+\s(?:[a-z]{2,3}\s)?(?P<last>[A-Z][a-z]{2,})\b")
_BY_TITLE = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{1,2}})\s(?:전\s|신임\s|부)?(?:{TITLES}|후보자?|당선인|내정자)(?=[은는이가의도]|에게|\s|[,)])"
)
"""A person by surname and title: 남궁 후보자는."""
_KINDS = {"person": "person", "place": "place", "country": "country", "org": "org"}
_ELSEWHERE = re.compile(
    r"\b(?:now|today's|present-day|modern-day|north|south|east|west|northern|southern|eastern|western|central|near|"
    r"outside|off|northeast|northwest|southeast|southwest|kilometers|miles)\s(?:of\s)?$"
)
_LOCATIVE = re.compile(r"\b(?:in|at|near|of|from|to|for|outside|around|downtown|central|through)\s$")
_OWNER = re.compile(r"['’]s\s[a-z]")
_GOVERNS = re.compile(r"['’]s\s[a-z]|\sand\s|\s[a-z]|-[A-Z]")


def swapped_names(
    story: Story, supported: Supported, answered: Answered, office: Callable[[str], str]
) -> list[Suspect]:
    """Find names that changed places inside a story.

    Parameters
    ----------
    story
        The story; only its small beads are looked at.
    supported, answered
        Whether Korean text has an English name, and whether English text has a Korean one.
    office
        Sort of an organisation; only two of one sort can be confused.

    Returns
    -------
    list
        ``(ko sentence, ko name, en sentence, en name, certainty)``.
    """
    ko_texts, en_texts, table = story.ko_texts, story.en_texts, story.table
    people = {
        name.text for text in ko_texts for name in korean_names(text, table)
        if name.kind == "person" and not name.entries and len(name.text) >= 3
    }  # fmt: skip
    full = [n for text in en_texts for n in english_names(text, table) if n.kind == "person" and n.surname]
    for text in en_texts:
        for name in english_names(text, table):
            words = re.split(r"[\s-]+", name.text.lower())
            if name.kind == "person" and name.surname == words[0] and len(words) > 1:
                people.update(n for n in story.korean.owners(name.surname, "-".join(words[1:])) if len(n) >= 3)
    lasts = {match["last"] for text in en_texts for match in _FULL.finditer(text)}
    lasts |= {name.text.split()[0] for name in full if name.text.split()[0].lower() == name.surname}
    out: list[Suspect] = []
    for ko_ids, en_ids in story.small:
        here_en = " ".join(en_texts[j] for j in en_ids)
        mine = [(i, n) for i in ko_ids for n in _korean(ko_texts[i], table, people)]
        open_ko = [(i, n) for i, n in mine if not _said(n, here_en, table, answered)]
        if not open_ko:
            continue
        bead = KoreanNames([ko_texts[i] for i in ko_ids], table)
        open_en = [
            (j, n) for j in en_ids for n in _english(en_texts[j], table, lasts)
            if not _here(n, bead, people, supported(n, bead, en_texts[j])) and supported(n, story.korean, en_texts[j])
        ]  # fmt: skip
        for kind in ("person", "place", "country", "org"):
            ours = [(i, n) for i, n in open_ko if n.kind == kind and not _province(n, mine, i)]
            theirs = [(j, n) for j, n in open_en if n.kind == kind]
            if len({n.text for _, n in ours}) != 1 or len({n.text for _, n in theirs}) != 1:
                continue
            (i, ko), (j, en) = ours[0], theirs[0]
            if kind == "person" and en.entries and not ko.entries:
                continue  # a head of state is background, not another man's name
            if kind == "org" and (office(ko.text) != office(en.text) or office(ko.text) == "company"):
                continue
            out.append((i, ko, j, en, 0.62))
    return out


def _here(name: Name, bead: KoreanNames, people: set[str], supported: bool) -> bool:
    """Whether a bead has an English name; of a bare surname, whether one of the story's people who bear it is there.

    Countless Korean words begin with 이 or 정, so that a surname alone is nearly always "supported".
    """
    options = SPELLINGS.get(name.text.lower(), ()) if name.kind == "person" and not name.surname else ()
    bearers = [p for p in people if p.startswith(tuple(options))] if options else []
    if not bearers:
        return supported
    titled = rf"(?<![가-힣])(?:{'|'.join(options)})\s(?:전\s)?[가-힣]{{0,8}}?(?:{TITLES})"
    return any(p in bead.text for p in bearers) or re.search(titled, bead.text) is not None


def _province(name: Name, names: Sequence[tuple[int, Name]], sentence: int) -> bool:
    """Whether a finer place follows (경기도 안산): desks drop the province."""
    return name.kind == "place" and any(
        i == sentence and n.kind == "place" and 0 < n.start - name.end <= 3 for i, n in names
    )


def governs(name: Name, text: str) -> bool:
    """Whether a capital stands for its government: "Seoul's offer", "Pyongyang said", not "in Seoul"."""
    if _OWNER.match(text, name.end):
        return True
    placed = _LOCATIVE.search(text, max(0, name.start - 12), name.start) is not None
    return not placed and _GOVERNS.match(text, name.end) is not None


_DOUBLE = frozenset(name for name in SURNAMES if len(name) == 2)


_TEAM = re.compile(r"\(\d\d?[·,]\s?[가-힣]+\)")
"""Age and team of a sportsman, which English drops: 심유경(27·서울시청)."""


def _korean(text: str, table: NameTable, people: set[str]) -> list[Name]:
    teams = [match.span() for match in _TEAM.finditer(text)]
    found = [
        n for n in korean_names(text, table)
        if n.kind in _KINDS and (n.entries or n.kind == "person") and not any(s < n.start < e for s, e in teams)
    ]  # fmt: skip
    taken = {(n.start, n.end) for n in found}
    for name in people:
        for match in re.finditer(rf"(?<![가-힣]){name}(?=[은는이가을를의에와과도,\s(]|에게|으로|에\s)", text):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(Name("person", match.start(), match.end(), name, (), name[0]))
                taken.add((match.start(), match.end()))
    surnames = {name[: 2 if name[:2] in _DOUBLE else 1] for name in people}
    for match in _BY_TITLE.finditer(text):
        start, end = match.span("name")
        if match["name"] in surnames and not any(s < end and start < e for s, e in taken):
            found.append(Name("person", start, end, match["name"], (), match["name"]))
    return found


def _english(text: str, table: NameTable, lasts: set[str]) -> list[Name]:
    found = []
    for name in english_names(text, table):
        if name.kind not in _KINDS or (name.kind != "person" and not name.entries):
            continue
        if name.kind == "place" and (
            _ELSEWHERE.search(text, max(0, name.start - 16), name.start) or governs(name, text)
        ):
            continue
        found.append(name)
    for match in _BARE.finditer(text):
        word = match["name"]
        known = word in lasts or (word.lower() in SPELLINGS and word.lower() not in WORDLIKE)
        if known and not any(n.start < match.end() and match.start() < n.end for n in found):
            kind = Name("person", match.start("name"), match.end("name"), word, (), "")
            found.append(kind)
    return found


def _said(name: Name, english: str, table: NameTable, answered: Answered) -> bool:
    if answered(name, english, table):
        return True
    if name.kind != "person":
        return False
    if name.entries:  # 김정은 is "Kim" for the rest of the story
        forms = (form.split() for n in name.entries for form in table.entries[n].en)
        return any(re.search(rf"\b(?:{words[0]}|{words[-1]})\b", english) is not None for words in forms)
    for match in re.finditer(r"[A-Z][a-z]+(?:-[A-Za-z]?[a-z]+)*", english):
        word = match[0].lower().replace("-", "")
        if word in SURNAMES.get(name.text[0], ()) or word in SURNAMES.get(name.text[:2], ()):
            return True
        if len(name.text) >= 3 and spells(word, name.text[1:]):
            return True
    return False
