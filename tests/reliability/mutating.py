"""Seeded mutations of bytes and texts, and a guard that turns a hang into a failure."""

from __future__ import annotations

import io
import os
import random
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

FULL = bool(os.environ.get("ALIGNER_FULL"))
SECONDS = 5

# What once broke a reader: signs of other formats, numbers no double holds, letters whose lower case is longer,
# marks of direction, combining jamo, halves of surrogates, lone quotes and brackets.
TOKENS = (
    "\x00", "\ufeff", "\ufffe", "\ud800", "İ", "ﬁ", "\u202e", "\u1100\u1161", "ᄒ", "\u200b", "\u2028", "\x85",
    "9" * 309, "1," * 400, "일" * 300, "3억" * 100, "<" * 50, "<![CDATA[", "<!ENTITY x SYSTEM 'y'>", "&#0;",
    "&lt;" * 40, "{\\rtf1", '"' * 33, "“‘", "(" * 64, "[" * 64, "제" * 90, "-" * 80, "．" * 40, "다." * 60,
    "http://" * 20, "@" * 40, "　" * 60, "a" * 3000, "가" * 3000, "1.2.3.4" * 30, "Nov. " * 60, "24일 " * 80,
    "half past " * 30, "\t" * 60, "\r\r\n", "|" * 200,
)  # fmt: skip


def mutate_text(text: str, chance: random.Random) -> str:
    """Return `text` after one to six cuts, doublings, swaps and insertions."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        to = min(to, at + 400)
        what = chance.randrange(6)
        if what == 0:
            text = text[:at] + text[to:]
        elif what == 1:
            text = text[:to] + text[at:to] * chance.randint(1, 3) + text[to:]
        elif what == 2:
            text = text[:at] + chance.choice(TOKENS) + text[at:]
        elif what == 3:
            top = chance.choice((0x20, 0x3000, 0x110000))
            text = text[:at] + chr(chance.randrange(top)) + text[at:]
        elif what == 4:
            text = text[:at] + text[at:to][::-1] + text[to:]
        else:
            text = text[: max(1, at)]
    return text


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return `data` after one to eight flips, cuts, doublings and insertions."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randrange(1, 300))
        what = chance.randrange(6)
        if what == 0 and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        elif what == 1:
            data = data[:at] + data[to:]
        elif what == 2:
            data = data[:to] + data[at:to] * chance.randint(1, 4) + data[to:]
        elif what == 3:
            data = data[:at] + chance.choice(TOKENS).encode("utf-8", "surrogatepass") + data[at:]
        elif what == 4:
            data = data[:at] + chance.randbytes(chance.randint(1, 30)) + data[at:]
        else:
            data = data[: max(1, at)] if chance.random() < 0.3 else data
    return data


def mutate_zip(data: bytes, chance: random.Random) -> bytes:
    """Return a zip with one of its parts mutated, or, one time in five, mutated as it is."""
    if chance.random() < 0.2:
        return mutate_bytes(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        # What holds the cells is mutated as often as all the rest.
        heavy = [name for name in names if "sheet" in name or "Strings" in name] or names
        bad = chance.choice(chance.choice((names, heavy)))
        for name in names:
            part = old.read(name)
            new.writestr(name, mutate_bytes(part, chance) if name == bad else part)
    return out.getvalue()


class Hang(BaseException):
    """Raised in code that took longer than `SECONDS`; no `except Exception` swallows it."""


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise `Hang` in the block once it has run for `SECONDS` of processor time (others may be at work meanwhile)."""

    def stop(_: int, __: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
