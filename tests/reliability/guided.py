"""Coverage-guided fuzzing of one reading at a time, with atheris (libFuzzer): what seeded mutations do not reach.

pip install atheris
python tests/reliability/guided.py ko-facts -max_total_time=300

Every target takes text or bytes and may raise `AlignerError`, nothing else; libFuzzer ends the session on another
exception, five seconds or two gigabytes, and leaves the input. `nox -s guided` gives each target a minute. Seeds are
the sample stories; atheris is there for Python 3.11 on Linux and macOS, so it is no dependency of the tests.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["aligner"]):
    from aligner.cleaning import clean
    from aligner.errors import AlignerError
    from aligner.exporters.review import read_review
    from aligner.facts import extract
    from aligner.facts.compare import compare
    from aligner.qa import inspect
    from aligner.readers.document import read_document
    from aligner.segmentation import segment

WIRE = Path(__file__).resolve().parents[2] / "corpora" / "wire"
PLACE = Path(tempfile.mkdtemp(prefix="aligner-guided-"))


def _story(suffix: str) -> Callable[[bytes], object]:
    file = PLACE / f"story{suffix}"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        document = read_document(file)
        for sentence in segment(document, clean(document)).sentences:
            assert 0 <= sentence.start <= sentence.end <= len(document.text)

    return read


def _sheet(data: bytes) -> None:
    (PLACE / "review.tsv").write_bytes(data)
    for _ in read_review(PLACE / "review.tsv"):
        pass


def _halves(data: bytes) -> tuple[list[str], list[str]]:
    ko, _, en = data.decode("utf-8", "replace").partition("\n")
    return [ko], [en]


TARGETS: dict[str, Callable[[bytes], object]] = {
    "txt": _story(".txt"),
    "html": _story(".html"),
    "ko-facts": lambda data: extract(data.decode("utf-8", "replace"), "ko"),
    "en-facts": lambda data: extract(data.decode("utf-8", "replace"), "en"),
    "compare": lambda data: compare(*_halves(data), [((0,), (0,))]),
    "inspect": lambda data: inspect(*_halves(data), [((0,), (0,))]),
    "sheet": _sheet,
}


def _seeds(name: str) -> Path:
    """Return a folder of inputs to begin with."""
    folder = PLACE / "seeds"
    folder.mkdir()
    for story in sorted(WIRE.glob("*/"))[:12]:
        sides = [(story / f"{side}.sents.txt").read_text(encoding="utf-8").splitlines() for side in ("ko", "en")]
        for number, lines in enumerate(zip(*sides, strict=False)):
            text = {"ko-facts": lines[0], "en-facts": lines[1], "html": f"<html><body><p>{lines[0]}</p></body></html>"}
            body = text.get(name, "\n".join(lines) if name != "sheet" else "id\tko\ten\tstatus\n1\t" + "\t".join(lines))
            (folder / f"{story.name}-{number}").write_text(body, encoding="utf-8")
    return folder


def main() -> None:
    name, *options = sys.argv[1:]
    target = TARGETS[name]

    def survives(data: bytes) -> None:
        with contextlib.suppress(AlignerError):
            target(data)

    limits = ["-timeout=5", "-rss_limit_mb=2048", "-max_len=4000"]
    atheris.Setup([sys.argv[0], *limits, *options, str(_seeds(name))], survives)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
