"""What the page reader and cleaning keep of saved news pages, beside trafilatura on the same pages.

    python benchmarks/pages.py FOLDER [FOLDER ...] [--json] [--errors]

A folder is either

* ``PUBLISHER.json`` with ``PUBLISHER_DATE.html.gz`` (in subfolders too): the JSON holds one entry a page, in the order
  of the dates, with ``body.sections[].paragraphs``, ``title`` and ``publishing_date``; or
* ``evaldata.json`` with pages: the JSON maps a page's address to its ``file``, pieces of text that belong to the
  article (``with``) and pieces that do not (``without``), ``title`` and ``date``.

Measured, page by page and averaged:

* precision and recall of the words of the body, repeats counted (a summary or cross-heading counts neither way); of
  pages of the second kind, of the pieces over all pages;
* ``lead``: the first 60 letters of the first paragraph were kept as body;
* ``headline``: the line taken for the headline is the title, or one holds the other;
* ``date``: the date found is the one given, or lies within a day of it when the times are those of another zone.

Pages are never part of the project; nothing is downloaded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.cleaning import clean
from aligner.errors import AlignerError
from aligner.korean.normalise import fold
from aligner.readers import read_document
from aligner.types import Role
from signature import corpus_hash, signature

_WORD = re.compile(r"\w+")
_LEAD = 60
_KEPT = (Role.BODY, Role.DATELINE)
"""What counts as the body: gold bodies hold the dateline that we set apart. Pieces may be headings as well."""
_PAGE_LANGUAGE = re.compile(rb"<html[^>]*\blang\s*=\s*[\"']?(en|ko)\b", re.I)


@dataclass(frozen=True)
class Gold:
    """A saved page and what is right for it."""

    name: str
    file: Path
    address: str
    title: str
    date: str
    paragraphs: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """What a reader made of a page."""

    body: str
    headline: str
    date: str


def pages(folder: Path) -> Iterator[Gold]:
    """Yield the pages of a folder in Korean or English with what is right for them."""
    listing = folder / "evaldata.json"
    if listing.exists():
        for address, item in json.loads(listing.read_text(encoding="utf-8")).items():
            file = folder / item["file"]
            if file.exists() and _PAGE_LANGUAGE.search(file.read_bytes()[:20_000]):
                yield Gold(
                    item["file"], file, address, item.get("title") or "", item.get("date") or "",
                    with_=tuple(item["with"]), without=tuple(item["without"]),
                )  # fmt: skip
        return
    for gold in sorted(folder.rglob("*.json")):
        saved = sorted(gold.parent.glob(f"{gold.stem}_*.html.gz"))
        entries = list(json.loads(gold.read_text(encoding="utf-8")).values())
        info = gold.parent / "meta.info"
        addresses = json.loads(info.read_text(encoding="utf-8")) if info.exists() else {}
        for file, entry in zip(saved, entries, strict=False):
            body = entry.get("body") or {}
            sections = body.get("sections", [])
            paragraphs = tuple(p for section in sections for p in section["paragraphs"])
            heads = [h for section in sections for h in section.get("headline", [])]
            if paragraphs:
                yield Gold(
                    file.name, file, addresses.get(file.name, {}).get("url", ""), entry.get("title") or "",
                    (entry.get("publishing_date") or "")[:10], paragraphs, (*body.get("summary", []), *heads),
                )  # fmt: skip


def ours(gold: Gold, folder: Path) -> Read | None:
    """Read a page as `aligner run` does; None if it is in another language, whatever it declares."""
    data = gold.file.read_bytes()
    file = folder / "page.html"
    file.write_bytes(gzip.decompress(data) if gold.file.suffix == ".gz" else data)
    try:
        document = read_document(file)
    except AlignerError as error:
        if "Korean or English" in str(error):
            return None
        return Read("", f"({error})", "")
    lines = clean(document)
    kept = (*_KEPT, Role.SUBHEAD, Role.HEADLINE) if gold.with_ else _KEPT
    headline = next((document.text[n.start : n.end] for n in lines if n.role is Role.HEADLINE), "")
    body = "\n".join(document.text[n.start : n.end] for n in lines if n.role in kept)
    return Read(body, headline, str(document.meta.get("date", "")))


def peer(gold: Gold) -> Read:
    """Read a page with trafilatura as it comes."""
    import trafilatura

    data = gold.file.read_bytes()
    found = trafilatura.bare_extraction(
        gzip.decompress(data) if gold.file.suffix == ".gz" else data, include_comments=False, with_metadata=True
    )
    if found is None:
        return Read("", "", "")
    record: dict[str, Any] = found.as_dict()
    title, text = record.get("title") or "", record.get("text") or ""
    return Read(f"{title}\n{text}" if gold.with_ else text, title, record.get("date") or "")


def words(*texts: str) -> Counter[str]:
    """Count the words of texts, case folded."""
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def measure(gold: Gold, read: Read) -> dict[str, float | None]:
    """Return what a page adds to each figure; None where the page says nothing about it."""
    found: dict[str, float | None] = dict.fromkeys(("precision", "recall", "lead", "headline", "date"))
    kept = fold(read.body)
    if gold.paragraphs:
        right, got = words(*gold.paragraphs), words(read.body)
        shared = (right & got).total()
        extra = (got - right - words(*gold.neutral, gold.title)).total()
        found["recall"] = shared / max(1, right.total())
        found["precision"] = shared / max(1, shared + extra)
        found["lead"] = float(fold(gold.paragraphs[0])[:_LEAD] in kept)
    else:
        body = " ".join(read.body.split())
        found["with"] = sum(" ".join(piece.split()) in body for piece in gold.with_)
        found["without"] = sum(" ".join(piece.split()) in body for piece in gold.without)
        found["pieces"] = len(gold.with_)
    title, line = fold(gold.title), fold(read.headline)
    if title:
        found["headline"] = float(bool(line) and (title in line or (line in title and len(line) >= 0.5 * len(title))))
    if gold.date:
        found["date"] = float(_near(gold.date, read.date))
    return found


def _near(right: str, found: str) -> bool:
    try:
        return abs((date.fromisoformat(right) - date.fromisoformat(found[:10])).days) <= 1
    except ValueError:
        return False


def summary(figures: list[dict[str, float | None]]) -> dict[str, float]:
    """Average the pages' figures."""
    result: dict[str, float] = {"pages": len(figures)}
    for name in ("precision", "recall", "lead", "headline", "date"):
        values = [f[name] for f in figures if f.get(name) is not None]
        if values:
            result[name] = sum(v for v in values if v is not None) / len(values)
    pieces = [f for f in figures if "pieces" in f]
    if pieces:
        kept, wrong, every = (sum(f[key] or 0 for f in pieces) for key in ("with", "without", "pieces"))
        result |= {"precision": kept / max(1, kept + wrong), "recall": kept / max(1, every)}
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="name the pages where something was lost or added")
    args = parser.parse_args()
    report: dict[str, Any] = {}
    for folder in args.folders:
        golds = list(pages(folder))
        if not golds:
            parser.error(f"{folder} holds no pages with their JSON: see the head of this file for its form")
        figures: dict[str, list[dict[str, float | None]]] = {"aligner": [], "trafilatura": []}
        with tempfile.TemporaryDirectory() as work:
            for gold in golds:
                mine = ours(gold, Path(work))
                if mine is None:
                    continue
                for name, read in (("aligner", mine), ("trafilatura", peer(gold))):
                    figures[name].append(measure(gold, read))
                if args.errors:
                    _print_errors(gold, figures)
        report[str(folder.name)] = {
            **{name: summary(values) for name, values in figures.items()},
            "signature": signature(encoder="-", corpus=corpus_hash(sorted({g.file for g in golds})), seed=0),
        }
    if args.json:
        print(json.dumps(report, indent=1))
        return
    for folder_name, entry in report.items():
        print(f"{folder_name}  {json.dumps(entry['signature'])}")
        for name in ("aligner", "trafilatura"):
            print(
                f"  {name:12s}",
                "  ".join(f"{k} {v:.3f}" if k != "pages" else f"{v:.0f} pages" for k, v in entry[name].items()),
            )


def _print_errors(gold: Gold, figures: dict[str, list[dict[str, float | None]]]) -> None:
    mine, other = figures["aligner"][-1], figures["trafilatura"][-1]
    if "pieces" in mine:
        bad = mine["with"] != mine["pieces"] or mine["without"]
    else:
        bad = (mine["recall"] or 0) < 0.98 or (mine["precision"] or 0) < 0.96 or not mine["lead"]
    if bad or mine["headline"] == 0 or mine["date"] == 0:
        print(
            gold.name,
            *(f"{k} {mine[k]:.2f}/{other[k]:.2f}" for k in mine if mine[k] is not None and other.get(k) is not None),
        )


if __name__ == "__main__":
    main()
