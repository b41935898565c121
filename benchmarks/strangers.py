"""Whether texts that do not belong together are told from those that do.

    python benchmarks/strangers.py                # stories: which are called unrelated
    python benchmarks/strangers.py --sentences    # one sentence a side: which are linked

Stories: those of corpora/{wire,dev,rewritten,twins}, each with its own English and with the English of the next one of
its corpus (for the twins: of the next event); both ways whole, and cut to the headline and four paragraphs. Sentences:
the right pairs of two sets of probes (corpora/probes/{e,f}), each a story of one sentence a side, and each Korean one
with four English ones drawn at random.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligner import align, run
from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.korean.northern import for_matching
from aligner.readers import read_document
from aligner.types import Encoder
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpora"
SEED, DRAWN = 7, 4
PARAGRAPHS = 5
"""Headline and four paragraphs."""


@dataclass(frozen=True)
class Story:
    """A story of a corpus; stories of one event have one name."""

    corpus: str
    event: str
    ko: str
    en: str


def text_of(file: Path) -> str:
    """Return the text of a story file, whatever its encoding."""
    return read_document(file).text


def stories() -> Iterator[Story]:
    """Read the stories of which both versions are there."""
    for corpus in ("wire", "dev", "rewritten"):
        for ko in sorted((CORPORA / corpus).glob("*/ko.txt")):
            yield Story(corpus, ko.parent.name, *(text_of(ko.with_name(f"{lang}.txt")) for lang in ("ko", "en")))
    folder = CORPORA / "twins"
    with (folder / "manifest.tsv").open(encoding="utf-8") as lines:
        for row in list(csv.reader(lines, delimiter="\t"))[1:]:
            if row[2] and row[3]:
                yield Story("twins", row[0], *(text_of(folder / lang / f"{row[at]}.txt")
                                               for at, lang in ((2, "ko"), (3, "en"))))  # fmt: skip


def next_of(every: Sequence[Story], at: int) -> Story:
    """Return the next story of the corpus that tells another event."""
    story = every[at]
    others = [*every[at + 1 :], *every[:at]]
    return next(other for other in others if other.corpus == story.corpus and other.event != story.event)


def opening(text: str) -> str:
    """Return the headline and the first paragraphs."""
    return "\n\n".join([line for line in text.splitlines() if line.strip()][:PARAGRAPHS])


def told_unrelated(pairs: Sequence[tuple[str, str]], work: Path) -> int:
    """Return how many of some pairs of texts a run calls unrelated."""
    rows = work / "rows.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for at, (ko, en) in enumerate(pairs):
            out.write(json.dumps({"id": f"s{at:04d}", "ko_text": ko, "en_text": en}, ensure_ascii=False) + "\n")
    run([rows], work / "out", config=RunConfig(checks=False), formats=(), workers=1, cache=work / "cache", fresh=True)
    with (work / "out" / "stories.jsonl").open(encoding="utf-8") as lines:
        return sum(any(w["code"] == "unrelated" for w in json.loads(line)["warnings"]) for line in lines)


def judge_stories() -> None:
    """Print how many pairs of stories are called unrelated."""
    every = list(stories())
    with tempfile.TemporaryDirectory() as work:
        for name, cut in (("whole", str), ("headline and four paragraphs", opening)):
            right = [(cut(story.ko), cut(story.en)) for story in every]
            wrong = [(cut(story.ko), cut(next_of(every, at).en)) for at, story in enumerate(every)]
            said = [told_unrelated(pairs, Path(work)) for pairs in (wrong, right)]
            print(f"{name}: of {len(wrong)} pairs of different stories {said[0]} are called unrelated, "
                  f"of {len(right)} right ones {said[1]}", flush=True)  # fmt: skip
    files = sorted(
        path for corpus in ("wire", "dev", "rewritten", "twins") for path in (CORPORA / corpus).rglob("*.txt")
    )
    print(json.dumps(signature(encoder="bundled", corpus=corpus_hash(files), seed=0)))


class Remembering:
    """An encoder that is asked for the same sentences again and again."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self.info = encoder.info
        self._known = dict(zip(texts, encoder.encode(texts), strict=True))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 (len(texts), dim), unit rows."""
        return np.stack([self._known[text] for text in texts])


def judge_sentences() -> None:
    """Print how many pairs of sentences are linked."""
    files = [CORPORA / "probes" / name / "right.tsv" for name in ("e", "f")]
    pairs = []
    for file in files:
        with file.open(encoding="utf-8") as lines:
            pairs += [(row["ko"], row["en"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    ko, en = (for_matching(texts, lang) for texts, lang in zip(zip(*pairs, strict=True), ("ko", "en"), strict=True))
    encoder = Remembering(load_encoder("bundled"), [*ko, *en])
    draw = random.Random(SEED)
    strangers = [
        (ko, pairs[other][1])
        for at, (ko, _) in enumerate(pairs)
        for other in draw.sample([n for n in range(len(pairs)) if n != at], DRAWN)
    ]
    for name, those in (("right pairs", pairs), ("strangers", strangers)):
        linked = sum(any(bead.ko and bead.en for bead in align([ko], [en], encoder=encoder)) for ko, en in those)
        print(f"{name}: {linked} of {len(those)} linked ({linked / len(those):.1%})", flush=True)
    print(json.dumps(signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(files), seed=SEED)))


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", action="store_true", help="one sentence a side")
    asked = parser.parse_args()
    if asked.sentences:
        judge_sentences()
    else:
        judge_stories()


if __name__ == "__main__":
    main()
