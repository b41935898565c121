"""The text of a PDF's pages, read in a process of its own: a file that hangs or kills PDFium costs one story.

Run by path, with the PDF on standard input: ``pdf_pages.py SECONDS PAGES CHARACTERS``, what it may take at most. Prints
JSON: ``{"pages": [text, …]}`` or ``{"problem": …}``. It imports nothing of aligner: that takes longer than most PDFs.
"""

from __future__ import annotations

import json
import sys
from typing import Any

_MEMORY = 2 * 2**30


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the caller's clock alone
        return
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, _MEMORY)):
        soft, hard = resource.getrlimit(kind)
        if resource.RLIM_INFINITY in (soft, hard) or min(soft, hard) > most:
            resource.setrlimit(kind, (most, hard))


def _read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > most_pages:
            return {"problem": "pages", "count": len(document)}
        pages: list[str] = []
        for page in document:
            pages.append(page.get_textpage().get_text_bounded())
            most_characters -= len(pages[-1])
            if most_characters < 0:
                return {"problem": "characters"}
    except pypdfium2.PdfiumError as error:
        return {"problem": "password" if "password" in str(error).lower() else "damaged", "why": str(error)}
    return {"pages": pages}


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    print(json.dumps(_read(sys.stdin.buffer.read(), int(sys.argv[2]), int(sys.argv[3]))))
