"""Boundary F1 and speed of the sentence splitter against the line boundaries of real news.

    python benchmarks/segmentation.py [--data FOLDER] [--json] [--errors]

The lines of a document are joined with a space and split again; a boundary is right if it stands where a line ended.
Two readings are printed:

* ``sentence lines``: a line that holds several sentences beyond doubt (a Korean final ending, or an English word of
  four small letters, with its full stop before the next sentence, outside quotations) or that does not end as a
  sentence (a headline, a fragment) is left out, since no line boundary tells what is right there;
* ``all lines``: everything as it is, so that headlines without a full stop count as misses and second sentences of a
  line as false alarms. No splitter of running text can do well here; it is printed so that nothing is hidden.

One thing the data does differently from us: its translated Korean splits inside a quotation that -라고 takes up,
which our annotation rules keep whole.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.segmentation import split_text
from aligner.types import Lang
from signature import corpus_hash, signature

DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
BLOCK = 20
"""Lines taken as one document where the data has no document marks."""

_ENDS = re.compile(r"[.?!…][\"'”’)\]˝]*$")
_SEVERAL: dict[Lang, re.Pattern[str]] = {
    "ko": re.compile(r"[가-힣][다요까죠]\.[\"”’']?\s"),
    "en": re.compile(r"[a-z]{4,}[.?!][\"”]?\s+[\"“]?[A-Z]"),
}
_QUOTE = re.compile(r"[\"“][^\"“”]*[\"”]")


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def scores(self) -> tuple[float, float, float]:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def documents(data: Path, corpus: str, lang: Lang) -> list[list[str]]:
    """Return the lines of each document of a corpus."""
    lines = (data / f"{corpus}.{lang}").read_text(encoding="utf-8").splitlines()
    marks = data / f"{corpus}.docids"
    if not marks.exists():
        return [lines[i : i + BLOCK] for i in range(0, len(lines), BLOCK)]
    found: dict[str, list[str]] = {}
    for line, mark in zip(lines, marks.read_text(encoding="utf-8").splitlines(), strict=True):
        found.setdefault(mark, []).append(line)
    return list(found.values())


def plain(line: str, lang: Lang) -> bool:
    """Tell whether a line is one sentence whose end is a boundary."""
    bare = _QUOTE.sub("Q", line) if lang == "ko" else line
    return bool(_ENDS.search(line.strip())) and not _SEVERAL[lang].search(bare)


def runs(lines: Sequence[str], lang: Lang) -> Iterator[list[str]]:
    """Yield the stretches of neighbouring lines that are one sentence each."""
    run: list[str] = []
    for line in lines:
        if plain(line, lang):
            run.append(line)
        else:
            yield run
            run = []
    yield run


def compare(lines: Sequence[str], lang: Lang, tally: Tally, errors: list[str]) -> None:
    """Join `lines`, split them and add what came out to `tally`."""
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) < 2:
        return
    text = " ".join(lines)
    gold: set[int] = set()
    at = 0
    for line in lines[:-1]:
        at += len(line)
        gold.add(at)
        at += 1
    found = {end for _, end in split_text(text, lang)[:-1]}
    tally.right += len(gold & found)
    tally.wrong += len(found - gold)
    tally.missed += len(gold - found)
    for place in sorted(found ^ gold):
        kind = "false" if place in found else "missed"
        errors.append(f"{kind}\t{text[max(0, place - 60) : place]} ‖{text[place : place + 40]}")


def speed(texts: Sequence[str], lang: Lang) -> float:
    """Return sentences a second on one core, the best of five rounds."""
    best = 0.0
    for _ in range(5):
        begin = time.perf_counter()
        count = sum(len(split_text(text, lang)) for text in texts)
        best = max(best, count / (time.perf_counter() - begin))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the wrong boundaries of the sentence lines")
    options = parser.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data}: no such folder; set ALIGNER_SHARED_DATA or give --data")
    rows = []
    for lang in ("ko", "en"):
        total = Tally()
        for corpus in ("ntrex-dev", "park-dev"):
            found = documents(options.data, corpus, lang)
            every, sentence, errors = Tally(), Tally(), []
            for lines in found:
                compare(lines, lang, every, [])
                for run in runs(lines, lang):
                    compare(run, lang, sentence, errors)
            for name in ("right", "wrong", "missed"):
                setattr(total, name, getattr(total, name) + getattr(sentence, name))
            rate = speed([" ".join(lines) for lines in found], lang)
            rows.append((lang, corpus, sentence.scores, every.scores, rate))
            if options.errors:
                print("\n".join(f"{lang} {corpus}\t{error}" for error in errors))
        rows.append((lang, "both", total.scores, None, None))
    files = [options.data / f"{c}.{side}" for c in ("ntrex-dev", "park-dev") for side in ("ko", "en")]
    mark = signature(encoder="none", corpus=corpus_hash(files), seed=0)
    if options.json:
        keys = ("lang", "corpus", "sentence_lines", "all_lines", "sentences_per_second")
        print(json.dumps({"rows": [dict(zip(keys, row, strict=True)) for row in rows], "signature": mark}))
        return
    print(f"{'':14}{'sentence lines':^24}{'all lines':^24}{'sentences/s':>12}")
    print(f"{'':14}{'P':>8}{'R':>8}{'F1':>8}{'P':>8}{'R':>8}{'F1':>8}")
    for lang, corpus, sentence_scores, all_scores, rate in rows:
        right = "".join(f"{100 * s:8.2f}" for s in sentence_scores)
        rest = "".join(f"{100 * s:8.2f}" for s in all_scores) + f"{rate:12,.0f}" if all_scores else ""
        print(f"{lang} {corpus:11}{right}{rest}")
    print(mark)


if __name__ == "__main__":
    main()
