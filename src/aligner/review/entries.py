"""An entry of the review record: one thing a person decided, when and from where.

An entry names sentences by number and fingerprint, never by number alone, so that it finds them again in a run made
anew and is a conflict where they are gone. What each kind (`do`) holds beside the common fields:

``links``
    ``beads``: ``[{"ko": [S, …], "en": [S, …]}, …]`` as they should be; ``by``: ``person`` or ``aligner``.
``text``
    ``side``, ``sentence``: S, ``text``; ``was``: fingerprint of the text it takes the place of.
``insert``
    ``side``, ``after``: S or null, ``text``, ``with``: S of the other side. A sentence that the file did not have.
``split``
    ``side``, ``sentence``: S, ``texts``: what it is cut into, two; ``was`` as for text. The second is a new sentence
    of the same bead: ``{"new": id of this entry}``.
``merge``
    ``side``, ``sentences``: S of two neighbours, ``text``: what they become together; ``was``: fingerprints of both
    texts. The second is gone; where they were in two beads, these become one.
``status``
    ``ko``, ``en``: S of a bead, ``status``, ``bead``: fingerprint of its texts; ``was``: status it was given on. Or
    ``beads``, as for links, and ``status``: one word for many.
``comment``
    ``ko``, ``en``, ``text``.
``finding``
    ``finding``: fingerprint, ``verdict``: ``error``, ``fine`` or ``open``, ``reason``, ``about``: what was shown;
    ``ko``, ``en``: S of the sentences it is about.
``ignore``
    ``kind``, ``ko``, ``en``, ``reason``: findings of this kind on these words, in the whole run.
``undo``
    ``of``: id of an entry; undoing an undo is redoing.
``conflict``
    ``row``, ``why``: an edit that could not be placed, kept for a person to see.
``pair``
    A line of version 0.1: ``pair``, ``status``, ``ko``, ``en``, ``comments``, ``base``.

S is ``{"n": number from 0, "f": fingerprint of the sentence as the run has it}`` or ``{"new": id of its insert}``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from aligner.errors import InputError

__all__ = ["KINDS", "VERDICTS", "Entry", "Key", "active", "fingerprint", "make_entry", "sentence_ref"]

KINDS = (
    "links",
    "text",
    "insert",
    "split",
    "merge",
    "status",
    "comment",
    "finding",
    "ignore",
    "undo",
    "conflict",
    "pair",
)
VERDICTS = ("error", "fine", "open")

Key = int | str
"""A sentence of a side: its number in the run, or the id of the entry that inserted it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of ``review.jsonl``.

    Attributes
    ----------
    id
        Unique; in the order of time within a process.
    do
        One of `KINDS`.
    story
        The story it is about; ``""`` for the whole run.
    when
        UTC, ISO 8601.
    who, via
        The person, and where the edit came from (``desk``, the name of a merged file).
    data
        What the kind needs; see the module.
    """

    id: str
    do: str
    story: str
    when: str
    who: str
    via: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def to_row(self) -> dict[str, Any]:
        """Return the line of ``review.jsonl``."""
        common = {"id": self.id, "do": self.do, "story": self.story, "when": self.when, "who": self.who}
        return {**common, "via": self.via, **self.data}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Entry:
        """Read a line of ``review.jsonl``, also one of version 0.1.

        Raises
        ------
        InputError
            If it is of no known kind.
        """
        if "do" not in row and "id" in row:
            return _of_version_01(row)
        if row.get("do") not in KINDS or not isinstance(row.get("id"), str):
            raise InputError(f"a review entry of the kind {row.get('do')!r} is not known", hint="update aligner")
        common = ("id", "do", "story", "when", "who", "via")
        data = {name: value for name, value in row.items() if name not in common}
        name, do, story, when, who, via = (str(row.get(key, "")) for key in common)
        return cls(name, do, story, when, who, via, data)


def _of_version_01(row: Mapping[str, Any]) -> Entry:
    name = str(row["id"])
    content = fingerprint("\x1f".join(f"{k}={row[k]}" for k in sorted(row)))
    via, story = str(row.get("source", "")), str(row.get("story") or name.rpartition("#")[0])
    if row.get("conflict"):
        why = "unknown" if row.get("unknown") else "changed"
        return Entry(f"v1-{content}", "conflict", story, "", "", via, {"row": dict(row), "why": why})
    data = {"pair": name, **{k: row[k] for k in ("status", "ko", "en", "comments", "base") if k in row}}
    return Entry(f"v1-{content}", "pair", story, "", "", via, data)


def make_entry(do: str, story: str, *, who: str, via: str, data: Mapping[str, Any]) -> Entry:
    """Return a new entry with an id and the present time."""
    now = datetime.now(UTC)
    stamp = f"{int(now.timestamp() * 1000):012x}-{secrets.token_hex(4)}"
    return Entry(stamp, do, story, now.isoformat(timespec="seconds"), who, via, dict(data))


def fingerprint(*texts: str) -> str:
    """Return eight bytes in hex over `texts`."""
    return blake2b("\x1f".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def sentence_ref(key: Key, base_texts: Sequence[str]) -> dict[str, Any]:
    """Return the S of a sentence: by number and fingerprint, or by the entry that inserted it."""
    return {"new": key} if isinstance(key, str) else {"n": key, "f": fingerprint(base_texts[key])}


def active(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that no undo has taken back, without the undos, in their order."""
    gone: set[str] = set()
    kept: list[Entry] = []
    # Backwards, for an undo always comes later than what it undoes, be that an undo itself.
    for entry in reversed(list(entries)):
        if entry.id in gone:
            continue
        if entry.do == "undo":
            gone.add(str(entry.data.get("of", "")))
        else:
            kept.append(entry)
    return kept[::-1]
