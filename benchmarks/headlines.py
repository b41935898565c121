"""Headlines: fit the weights by which cleaning chooses among a page's first lines, and measure them on unseen sets.

    python benchmarks/headlines.py SET [SET ...] --cross    # each set by weights of the others
    python benchmarks/headlines.py SET [SET ...] --fit      # the table for src/aligner/cleaning/titles.py

A set is a folder of stories as `benchmarks/roles.py` reads them (another first letter, another set), or of saved
pages as `benchmarks/pages.py` does: of
those the visible text counts, as a person copies it, without what the markup tells. A page is a choice among its
candidate lines and "none": the weights maximise the likelihood of the right ones, with a ridge.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.cleaning.affixes import board_end, prefix_end, tail_start
from aligner.cleaning.lines import logical_lines
from aligner.cleaning.story import PageJudge
from aligner.cleaning.titles import title_signs
from aligner.errors import AlignerError
from aligner.korean.normalise import fold
from aligner.readers import read_document
from aligner.types import Document, Lang, Role
from pages import pages

RIDGE = 1.0
STEPS = 400


@dataclass(frozen=True)
class Choice:
    """A page: the signs of its candidates, and which of them is right (None: the page shows no headline)."""

    name: str
    set: str
    signs: list[dict[str, float]]
    right: int | None
    missing: bool
    """Whether the headline is none of the candidates: counted as wrong, not learnt from."""


def choice(name: str, group: str, text: str, lang: Lang, title: str | None) -> Choice | None:
    """Return a page's choice, or None if it holds no running text."""
    lines = logical_lines(Document(name, lang, text, name))
    context = PageJudge(lines, lang).context()
    if context is None:
        return None
    right = None
    key = fold(title or "")
    for n, i in enumerate(context.candidates):
        line = lines[i].text
        begin = board_end(line, prefix_end(line))
        bare = fold(line[begin : tail_start(line, begin, Role.HEADLINE)])
        if title and right is None and (fold(line) == key or bare == key):
            right = n
    signs = list(title_signs(context).values())
    return Choice(name, group, signs, right, bool(title) and right is None)


def choices(folder: Path) -> list[Choice]:
    found: list[Choice | None] = []
    for meta in sorted(folder.glob("*/meta.json")):
        titles = json.loads(meta.read_text(encoding="utf-8"))["titles"]
        for lang in ("ko", "en"):
            raw = meta.parent / f"{lang}.raw.txt"
            if raw.exists():
                text = raw.read_text(encoding="utf-8")
                found.append(
                    choice(f"{meta.parent.name}/{lang}", f"{folder}/{meta.parent.name[0]}", text, lang, titles[lang])
                )
                # The story without its page, as desks keep it: title, blank line, sentences.
                body = (meta.parent / f"{lang}.sents.txt").read_text(encoding="utf-8")
                bare = body if not titles[lang] or body.startswith(titles[lang]) else f"{titles[lang]}\n\n{body}"
                found.append(
                    choice(
                        f"{meta.parent.name}/{lang}", f"{folder}/{meta.parent.name[0]} (bare)", bare, lang, titles[lang]
                    )
                )
    for page in sorted(folder.glob("*.txt")):
        # Pages of the tests: with a list of their sentences, the headline first, or with a letter before each line.
        text = page.read_text(encoding="utf-8")
        listed = page.with_suffix(".sents.txt")
        lang = "ko" if re.search("[가-힣]{4}", text) else "en"
        if listed.exists():
            first = listed.read_text(encoding="utf-8").splitlines()[0]
            found.append(choice(page.name, str(folder), text, lang, first))
        elif text[1:2] == "\t":
            rows = [line.partition("\t") for line in text.splitlines() if not line.startswith("D")]
            heads = [
                piece
                for r, _, rest in rows
                for k, piece in zip(r.split("+"), rest.split("|||"), strict=False)
                if k == "H"
            ]
            plain = "".join(rest.replace("|||", "") + "\n" for _, _, rest in rows)
            found.append(choice(page.name, str(folder), plain, lang, heads[0] if heads else None))
    if not found:
        for gold in pages(folder):
            data = gold.file.read_bytes()
            html = (gzip.decompress(data) if gold.file.suffix == ".gz" else data).decode("utf-8", "replace")
            try:
                document = read_document("page.html", content=html)
            except AlignerError:
                continue
            made = choice(gold.name, str(folder), document.text, document.lang, gold.title)
            if made is not None and not made.missing:
                found.append(made)
    return [one for one in found if one is not None]


def fit(rows: list[Choice], names: list[str]) -> tuple[np.ndarray, float]:
    """Return the weights and the score of "none"."""
    learnt = [r for r in rows if not r.missing and r.signs]
    tables = [np.array([[s[name] for name in names] for s in r.signs] + [[0.0] * len(names)]) for r in learnt]
    rights = [len(r.signs) if r.right is None else r.right for r in learnt]
    weights = np.zeros(len(names))
    for step in range(STEPS):
        gradient = -RIDGE * weights
        hessian = RIDGE * np.eye(len(names))
        for table, right in zip(tables, rights, strict=True):
            scores = table @ weights
            p = np.exp(scores - scores.max())
            p /= p.sum()
            mean = p @ table
            gradient += table[right] - mean
            hessian += (table.T * p) @ table - np.outer(mean, mean)
        move = np.linalg.solve(hessian, gradient)
        weights += move
        if np.abs(move).max() < 1e-8 or step == STEPS - 1:
            break
    return weights, 0.0


def chosen(row: Choice, names: list[str], weights: np.ndarray) -> int | None:
    scores = [float(np.dot([s[name] for name in names], weights)) for s in row.signs]
    best = int(np.argmax(scores)) if scores else None
    return best if best is not None and scores[best] > 0 else None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = [row for folder in options.sets for row in choices(folder)]
    names = sorted({name for row in rows for s in row.signs for name in s})
    if options.cross:
        for group in dict.fromkeys(row.set for row in rows):
            held = [row for row in rows if row.set == group]
            weights, _ = fit([row for row in rows if row.set != group], names)
            right = [not row.missing and chosen(row, names, weights) == row.right for row in held]
            print(f"{group}: {sum(right)}/{len(held)}, none of the candidates {sum(r.missing for r in held)}")
            if options.errors:
                print(*(row.name for row, good in zip(held, right, strict=True) if not good))
    if options.fit:
        weights, _ = fit(rows, names)
        print(json.dumps({name: round(float(w), 2) for name, w in zip(names, weights, strict=True)}, indent=4))


if __name__ == "__main__":
    main()
