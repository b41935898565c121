"""What cleaning makes of raw pages: body kept, furniture set aside, headline and date right.

    python benchmarks/roles.py [FOLDER ...] [--json] [--errors] [--marks]

A folder holds stories in the format of ``twins-dev`` (its README): ``ko.raw.txt`` with ``ko.sents.txt``, the same for
``en``, and ``meta.json`` with titles, subheads, captions, furniture. Four rates are printed for each language:

* ``body``: sentences of the body all of whose letters come out in sentences that are aligned;
* ``set aside``: lines of furniture, captions and subheads no letter of which is aligned;
* ``headline``: pages that show a title on which it, and nothing else, is the headline;
* ``date``: stories whose pages state a full date of filing on which the date found is theirs.

``--marks`` measures, on the same bodies, how many sentences survive when each of many marks, or nothing, stands where
the full stop ended the line: on every line, on every other line, on one line.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.cleaning import clean
from aligner.korean.normalise import fold
from aligner.pipeline.dates import parse_date, story_date
from aligner.segmentation import segment
from aligner.types import Document, Lang, Role, SegmentedDocument
from signature import corpus_hash, signature

DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
LANGS: tuple[Lang, Lang] = ("ko", "en")
RATES = ("body", "set aside", "headline", "date")
_STATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# ruff: noqa: E501 - rows of endings.
# What may stand where a line's sentence ends: "{}" is the sentence without its full stop.
ENDINGS: dict[Lang, tuple[str, ...]] = {
    "ko": (
        "{}.[1]", "{}.[1][2]", "{}.①", "{}.¹", "{}.*", "{}.†", "{}. 😀", "{}.😀👍", "{}. ❤️", "{}. (사진=시청)", "{}.(사진)",
        "{}. (자료=통계청)", "{}. [사진=시청 제공]", "{}. #해솔 #버스", "{}.</p>", "{}.<br>", "{}.<br />", "{}.&nbsp;", "{}．", "{}。",
        "{}｡", "{}. ", "{}.\u200b", "{}.\ufeff", "{}.\u3000", "{}.\xa0", "{}", "{}. ▲", "{}. ■", "{}. ◆", "{}. //", "{}. ...", "{}..",
        "{} .", "{}. ▶", "{}.)", "{}.(끝)", "{}. /노래통신", "{}. -", "{}.※", "{}. (계속)",
    ),
    "en": (
        "{}.[1]", "{}.[1][2]", "{}.¹", "{}.*", "{}.†", "{}. 😀", "{}. (Photo: city hall)", "{}. [Photo=City Hall]", "{}. #haesol #bus",
        "{}.</p>", "{}.<br>", "{}.&nbsp;", "{}．", "{}。", "{}. ", "{}.\u200b", "{}.\ufeff", "{}.\xa0", "{}", "{}. ■", "{}. ▲", "{}. //",
        "{}..", "{} .", "{}.)", "{}. -", "{}. (more)", "{}. (Yonhap)", "{}. ♦", "{}. [a]",
    ),
}  # fmt: skip


@dataclass
class Tally:
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RATES, 0))
    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RATES, 0))
    errors: list[str] = field(default_factory=list)

    def add(self, rate: str, right: bool, where: str, text: str) -> None:
        self.total[rate] += 1
        self.right[rate] += right
        if not right:
            self.errors.append(f"{where}\t{rate}\t{text}")

    def rate(self, name: str) -> float | None:
        return self.right[name] / self.total[name] if self.total[name] else None


def read(text: str, lang: Lang) -> SegmentedDocument:
    """Return `text` cleaned and split, as a run does."""
    document = Document("x", lang, text, "x.txt")
    return segment(document, clean(document))


def aligned_letters(side: SegmentedDocument) -> list[bool]:
    """Return for each character of the text whether it stands in a sentence that is aligned."""
    kept = [False] * len(side.document.text)
    for sentence in side.aligned:
        kept[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    return kept


def places(text: str, piece: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where `piece` stands in `text`, white space aside."""
    pattern = r"\s*".join(re.escape(word) for word in re.sub(r"\s+", "", piece))
    for match in re.compile(pattern).finditer(text, begin):
        yield match.span()


def measure(side: SegmentedDocument, body: Sequence[str], away: Sequence[str], title: str | None,
            tally: Tally, where: str) -> None:  # fmt: skip
    """Add what became of the lines of one page to `tally`."""
    text, kept = side.document.text, aligned_letters(side)

    def letters(span: tuple[int, int]) -> list[bool]:
        return [kept[i] for i in range(*span) if text[i].isalnum()]

    at = 0
    body_spans: list[tuple[int, int]] = []
    for sentence in body:
        found = list(places(text, sentence))
        # The same words may stand in a caption before: the copy in the story's order is the sentence.
        span = next((f for f in found if f[0] >= at and all(letters(f))), None) or next(iter(found), None)
        if span is None:
            raise SystemExit(f"{where}: not in the page: {sentence[:60]}")
        at = max(at, span[0])
        body_spans.append(span)
        tally.add("body", all(letters(span)), where, sentence)
    inside = {i for span in body_spans for i in range(*span)}
    for line in away:
        spans = [s for s in places(text, line) if not inside.intersection(range(*s))]
        for span in spans[:1]:
            tally.add("set aside", not any(letters(span)) or not title_free(line, title, letters(span)), where, line)
    if title:
        heads = [s.text for s in side.sentences if s.role is Role.HEADLINE]
        tally.add("headline", [fold(h) for h in heads] == [fold(title)], where, f"{title} | {heads}")


def title_free(line: str, title: str | None, kept: Sequence[bool]) -> bool:
    """Tell whether letters of a line that are kept are other than the title that stands on the same line."""
    return not (title and fold(title) in fold(line) and sum(kept) <= len(fold(title)) + 2)


def story(folder: Path, tallies: dict[Lang, Tally]) -> None:
    """Measure one story."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    sides: dict[Lang, SegmentedDocument] = {}
    for lang in LANGS:
        raw = folder / f"{lang}.raw.txt"
        if not raw.exists():
            continue
        sides[lang] = read(raw.read_text(encoding="utf-8"), lang)
        sents = (folder / f"{lang}.sents.txt").read_text(encoding="utf-8").splitlines()
        body = sents[1:] if meta["title_is_sentence_0"][lang] else sents
        away = [line for kind in ("furniture", "captions", "subheads") for line in meta[kind][lang]]
        measure(sides[lang], body, away, meta["titles"][lang], tallies[lang], f"{folder.name}/{lang}")
    told = [s.text for side in sides.values() for s in side.sentences if not s.role.aligned and _STATED.search(s.text)]
    if any(stated(line) for line in told) and len(sides) == 2:
        found = story_date(sides["ko"], sides["en"])
        right = {parse_date(meta.get("date")), parse_date(meta.get("date_en") or meta.get("date"))}
        tallies["ko"].add("date", found in right, folder.name, f"{found} for {meta.get('date')}: {told[:3]}")


def stated(line: str) -> bool:
    """Tell whether a line that is set aside may state the day of filing (checked by eye on twins-dev)."""
    return bool(re.search(r"(?<!\d)(?:19|20)\d\d\D{1,4}\d{1,2}\D{1,4}\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4}"
                          r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", line))  # fmt: skip


def marks(folders: Sequence[Path]) -> list[tuple[str, str, str, int, int]]:
    """Return (language, ending, where, sentences kept, sentences) for the endings put on the bodies of the stories."""
    rows = []
    for lang in LANGS:
        for ending in ENDINGS[lang]:
            for where, step in (("every", 1), ("other", 2), ("one", 10**6)):
                kept = total = 0
                for folder in folders:
                    sents = (folder / f"{lang}.sents.txt").read_text(encoding="utf-8").splitlines()[1:]
                    lines = [
                        ending.format(s.rstrip().rstrip(".")) if i % step == 0 and s.rstrip().endswith(".") else s
                        for i, s in enumerate(sents, 1)
                    ] if step < 100 else [
                        ending.format(s.rstrip().rstrip(".")) if i == 3 and s.endswith(".") else s
                        for i, s in enumerate(sents, 1)
                    ]  # fmt: skip
                    text = "\n\n".join(lines) + "\n"
                    side = read(text, lang)
                    mask = aligned_letters(side)
                    at = 0
                    for sentence in sents:
                        bare = sentence.rstrip().rstrip(".")
                        begin = text.index(bare, at)
                        at = begin + len(bare)
                        total += 1
                        kept += all(mask[i] for i in range(begin, at) if text[i].isalnum())
                rows.append((lang, ending, where, kept, total))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[DATA / "twins-dev"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list what went wrong, a line each")
    parser.add_argument("--marks", action="store_true", help="measure the endings of lines instead")
    options = parser.parse_args()
    stories = [f.parent for folder in options.folders for f in sorted(folder.glob("*/meta.json"))]
    if not stories:
        raise SystemExit("no stories found; set ALIGNER_SHARED_DATA or give a folder that holds NAME/meta.json")
    mark = signature(encoder="none", corpus=corpus_hash(sorted(f for s in stories for f in s.glob("*.txt"))), seed=0)
    if options.marks:
        rows = marks(stories)
        for lang, ending, where, kept, total in rows:
            if kept < total and options.errors:
                print(f"{lang}\t{ending!r}\t{where}\t{kept}/{total}")
        print(f"sentences kept: {sum(r[3] for r in rows)}/{sum(r[4] for r in rows)}")
        print(mark)
        return
    tallies: dict[Lang, Tally] = {lang: Tally() for lang in LANGS}
    for folder in stories:
        story(folder, tallies)
    if options.json:
        rates = {lang: {r: (t.right[r], t.total[r]) for r in RATES} for lang, t in tallies.items()}
        print(json.dumps({"rates": rates, "signature": mark}))
        return
    for lang, tally in tallies.items():
        if options.errors:
            print("\n".join(tally.errors))
        print(lang, *(f"{r} {tally.right[r]}/{tally.total[r]}" for r in RATES), sep="  ")
    print(mark)


if __name__ == "__main__":
    main()
