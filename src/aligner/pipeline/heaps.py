"""Heaps: files and folders that nobody matched, read to sentences or stories and encoded, for mining and pairing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aligner.cleaning import clean
from aligner.engines import Spread
from aligner.errors import AlignerError, InputError
from aligner.korean.encoding import decode
from aligner.korean.northern import for_matching
from aligner.mining import MinedPair, MiningConfig, centre_in_place, centred, mine_sentences
from aligner.pairing import PairingConfig, Story, StoryPair, pair_stories
from aligner.pipeline.spreading import Progress, SpreadEncoder, spread_evidence, spread_search
from aligner.readers import hangul_share, read_document
from aligner.readers.documents import DOCUMENT_SUFFIXES
from aligner.segmentation import segment
from aligner.types import Role, SegmentedDocument

if TYPE_CHECKING:
    from aligner.types import Encoder, Lang

__all__ = [
    "Heap",
    "PairedFolders",
    "encoded",
    "mine_heaps",
    "pair_folders",
    "read_heap",
    "read_stories",
    "to_stories",
]

#: Sentences beyond which vectors are kept in a file (float16) rather than in memory.
IN_MEMORY = 300_000
_BATCH = 16384
_SUFFIXES = {"", ".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".ko", ".en", *DOCUMENT_SUFFIXES}


@dataclass(frozen=True, slots=True)
class Heap:
    """Different sentences of one language, and where each was first seen.

    Origins are ``FILE:LINE`` (from 1) for lines and ``FILE#SENTENCE`` (from 0) for stories. `repeated` counts the
    sentences left out because the heap had them already: of two equal ones neither can be nearer; `wordless` those
    without a letter or digit, which would match any other of their kind.
    """

    lang: Lang
    texts: list[str]
    origins: list[str]
    repeated: int = 0
    wordless: int = 0


def read_heap(path: Path, lang: Lang, *, pre_split: bool | None = None) -> Heap:
    """Read a file or a folder to sentences.

    Parameters
    ----------
    path
        A file, or a folder whose text and HTML files are read, subfolders included.
    lang
        The language it should be in.
    pre_split
        True: one sentence a line, blank lines left out. False: stories, cleaned of page furniture and segmented.
        None: lines for a file, stories for a folder.

    Raises
    ------
    InputError
        If it is missing, holds no sentence, or is in the other language.
    """
    path = Path(path)
    if not path.exists():
        raise InputError("no such file or folder", file=path, hint="check the path")
    by_line = not path.is_dir() if pre_split is None else pre_split
    first: dict[str, str] = {}
    count = wordless = 0
    for text, origin in _line_sentences(path) if by_line else _story_sentences(path, lang):
        if any(map(str.isalnum, text)):
            count += 1
            first.setdefault(text, origin)
        else:
            wordless += 1
    texts = list(first)
    if not texts:
        raise InputError("no sentence in it", file=path, hint="give a file with one sentence a line, or stories")
    _check_language(texts, lang, path)
    return Heap(lang, texts, list(first.values()), count - len(texts), wordless)


def _line_sentences(path: Path) -> Iterator[tuple[str, str]]:
    for file in _files(path, pre_split=True):
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                yield line.strip(), f"{file}:{number}"


def _story_sentences(path: Path, lang: Lang) -> Iterator[tuple[str, str]]:
    for story in read_stories(path, lang)[0]:
        for number, sentence in enumerate(story.aligned):
            yield sentence.text, f"{story.document.source}#{number}"


def read_stories(path: Path, lang: Lang, *, quiet: bool = False) -> tuple[list[SegmentedDocument], list[AlignerError]]:
    """Read every story of a folder (or one file), cleaned and segmented, and what could not be read.

    Files that are no text or HTML are left out; so are stories in the other language, which `quiet` does not report.
    """
    stories: list[SegmentedDocument] = []
    failures: list[AlignerError] = []
    for file in _files(Path(path)):
        try:
            document = read_document(file)
        except InputError as error:
            failures.append(error)
            continue
        if document.lang == lang:
            story = segment(document, clean(document))
            if story.aligned:
                stories.append(story)
            else:
                failures.append(InputError("has no headline or body", file=file, hint="check what the file holds"))
        elif not quiet:
            failures.append(InputError(f"is {document.lang}, not {lang}", file=file, hint="put it in the other folder"))
    return stories, failures


def _files(path: Path, *, pre_split: bool = False) -> list[Path]:
    """List the files that may hold text; ``NAME.sents.txt`` takes the place of ``NAME.txt`` with `pre_split` only."""
    if path.is_file():
        return [path]
    found = sorted(f for f in path.rglob("*") if f.is_file() and f.suffix.lower() in _SUFFIXES)
    split = {f for f in found if f.name.endswith(".sents.txt")}
    if not pre_split:
        return [f for f in found if f not in split and not f.name.endswith(".page.txt")]
    instead = {f.with_name(f.name.removesuffix(".sents.txt") + suffix) for f in split for suffix in _SUFFIXES}
    return [f for f in found if f not in instead]


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file of any length; UTF-8 is streamed, other encodings are decoded whole."""
    try:
        if _is_utf8(path):
            with path.open(encoding="utf-8-sig", newline="\n") as lines:
                yield from (line.rstrip("\r\n") for line in lines)
        else:
            yield from decode(path.read_bytes(), source=str(path)).text.splitlines()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path, hint="check its access rights") from None


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for _ in lines:
                pass
    except UnicodeDecodeError:
        return False
    return True


def _check_language(texts: Sequence[str], lang: Lang, path: Path) -> None:
    share = hangul_share(" ".join(texts[:200])) or 0.0
    if (share < 0.2) if lang == "ko" else (share > 0.5):
        other = "English" if lang == "ko" else "Korean"
        raise InputError(f"looks like {other}", file=path, hint="give the Korean side first, then the English one")


def to_stories(documents: Sequence[SegmentedDocument], encoder: Encoder) -> list[Story]:
    """Encode stories for pairing, all sentences in one go; dateline and byline go along as evidence.

    Raises
    ------
    InputError
        If nothing of a story takes part in alignment.
    """
    texts = [[sentence.text for sentence in document.aligned] for document in documents]
    vectors = encoder.encode(
        [t for d, story in zip(documents, texts, strict=True) for t in for_matching(story, d.document.lang)]
    )
    stories: list[Story] = []
    start = 0
    for document, story in zip(documents, texts, strict=True):
        filed = "\n".join(s.text for s in document.sentences if s.role in (Role.DATELINE, Role.BYLINE))
        stories.append(Story(document.document.id, story, vectors[start : start + len(story)], filed))
        start += len(story)
    return stories


@dataclass(frozen=True, slots=True)
class PairedFolders:
    """What pairing two folders gave: every story once, and what could not be read.

    `ko` and `en` are the paths of the stories that `pairs` counts.
    """

    ko: list[str]
    en: list[str]
    pairs: list[StoryPair]
    failures: list[AlignerError]


def pair_folders(
    ko: Path,
    en: Path,
    *,
    encoder: Encoder,
    config: PairingConfig | None = None,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> PairedFolders:
    """Read the stories of two folders (or one folder twice: each language takes its own) and pair them.

    Parameters
    ----------
    spread
        Where sentences are encoded and compared; `encoder` must be picklable if that is elsewhere.
    progress
        Called now and then.

    Raises
    ------
    InputError
        If a folder is missing or holds no story of its language.
    """
    failures: list[AlignerError] = []
    sides: list[list[SegmentedDocument]] = []
    same = Path(ko).resolve() == Path(en).resolve()
    languages: tuple[Lang, Lang] = ("ko", "en")
    for folder, lang in zip((ko, en), languages, strict=True):
        if not Path(folder).exists():
            raise InputError("no such file or folder", file=folder, hint="check the path")
        stories, failed = read_stories(Path(folder), lang, quiet=same)
        failures += failed if lang == "ko" or not same else []
        sides.append(stories)
        if not stories:
            raise InputError(f"no {lang} story in it", file=folder, hint="give the Korean folder, then the English one")
    paths = [[story.document.source for story in side] for side in sides]
    spread = spread or Spread()
    told = SpreadEncoder(encoder, spread, progress)
    stories_ko, stories_en = (to_stories(side, told) for side in sides)
    search = spread_search(spread, progress)
    named = chain(((s, languages[0]) for s in stories_ko), ((s, languages[1]) for s in stories_en))
    evidence = spread_evidence(spread, (("\n".join([s.filed, *s.sentences]), lang) for s, lang in named))
    pairs = pair_stories(stories_ko, stories_en, evidence=evidence, search=search, config=config)
    return PairedFolders(paths[0], paths[1], pairs, failures)


@contextmanager
def encoded(heap: Sequence[str], encoder: Encoder, folder: Path | None = None) -> Iterator[NDArray[Any]]:
    """Encode sentences and centre the vectors, in a temporary file under `folder` if there are very many."""
    if len(heap) <= IN_MEMORY:
        yield centred(encoder.encode(heap))
        return
    with tempfile.TemporaryDirectory(prefix="aligner-vectors-", dir=folder) as work:
        shape = (len(heap), encoder.info.dim)
        vectors = np.memmap(Path(work) / "vectors.f16", dtype=np.float16, mode="w+", shape=shape)
        for start in range(0, len(heap), _BATCH):
            vectors[start : start + _BATCH] = encoder.encode(heap[start : start + _BATCH])
        centre_in_place(vectors)
        yield vectors
        del vectors


def mine_heaps(
    ko: Heap,
    en: Heap,
    *,
    encoder: Encoder,
    words: Encoder | None,
    config: MiningConfig | None = None,
    folder: Path | None = None,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> list[MinedPair]:
    """Encode both heaps and mine them.

    Parameters
    ----------
    encoder
        For the sentences.
    words
        A fast one for single words; None leaves them out.
    folder
        Where vectors of very large heaps are kept meanwhile; the system's temporary folder by default.
    spread
        Where sentences are encoded, read and compared; `encoder` must be picklable if that is elsewhere.
    progress
        Called now and then.
    """
    spread = spread or Spread()
    told = SpreadEncoder(encoder, spread, progress)
    encode: Callable[[Sequence[str]], NDArray[np.float32]] | None = words.encode if words is not None else None
    # North Korean spelling and spacing are read as Southern ones; what is written out stays as it was.
    with (
        encoded(for_matching(ko.texts, "ko"), told, folder) as left,
        encoded(en.texts, told, folder) as right,
    ):
        texts = ((text, heap.lang) for heap in (ko, en) for text in heap.texts)
        evidence, search = spread_evidence(spread, texts), spread_search(spread, progress)
        return mine_sentences(
            ko.texts, en.texts, left, right, evidence=evidence, encode=encode, search=search, config=config
        )
