"""The text of an RTF document."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.artifacts.budget import Budget
from aligner.errors import InputError
from aligner.readers.documents.parts import Part

__all__ = ["read_rtf"]

_MOST_BYTES = 20 * 2**20


def read_rtf(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of an RTF document.

    Raises
    ------
    InputError
        If it cannot be read, or ``striprtf`` is not installed.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        raise InputError(
            "reading .rtf needs a library that is not installed", file=budget.file,
            hint="pip install 'aligner[documents]'",
        ) from None  # fmt: skip
    if len(data) > _MOST_BYTES:
        what = f"holds {len(data):,} bytes (limit {_MOST_BYTES:,})"
        raise InputError(what, file=budget.file, hint="save it without its pictures")
    budget.take(len(data))
    try:
        text = str(rtf_to_text(data.decode("latin-1"), encoding="cp949", errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError) as error:
        raise InputError(f"is damaged ({error})"[:200], file=budget.file, hint="save it again") from error
    for line in text.replace("|", "\n").splitlines() if "|\n" in text else text.splitlines():
        yield Part(line)
