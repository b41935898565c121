"""Pure functions from rows to rows, for engines of your own: Ray, Spark, Beam, a loop.

Nothing here writes a file (but the vector cache, if one is named) or keeps anything but a model a process, so a
function may be called on any worker, in any order, again after a failure. Rows are plain dictionaries of JSON values.

>>> from aligner.stages import align_rows
>>> ko, en = "정부는 24일 예산안을 발표했다.", "The government unveiled the budget Wednesday."
>>> [done] = align_rows([{"id": "a", "ko_text": ko, "en_text": en}])
>>> done["id"], [(pair["ko_sentences"], pair["en_sentences"]) for pair in done["pairs"]]
('a', [([0], [0])])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from aligner.config import RunConfig
from aligner.pairs import as_pairs
from aligner.types import Encoder

__all__ = ["align_rows", "align_stories", "score_rows"]

Row = Mapping[str, Any]


def align_rows(
    rows: Iterable[Row],
    *,
    config: RunConfig | None = None,
    encoder: Encoder | None = None,
    cache: str | Path | None = None,
    threads: int = 1,
) -> Iterator[dict[str, Any]]:
    """Yield what a run records of every story, in the order of the rows, a few stories at a time.

    Parameters
    ----------
    rows
        Each with ``ko_text`` and ``en_text``, if you like ``id``; any other columns (``date``, ``license`` …) go with
        the story and its pairs.
    config
        Settings of the run; ``RunConfig(checks=False)`` makes pairs only.
    encoder
        A model of your own in the place of the one that `config` names.
    cache
        Folder that remembers vectors; none by default.
    threads
        Threads of the encoder.

    Yields
    ------
    dict
        ``{"id", "story", "pairs", "ledger"}``, the rows that ``aligner run`` writes to ``stories.jsonl``,
        ``pairs.jsonl`` and ``coverage.jsonl``; or ``{"id", "failed"}`` with the reason why there are none. Equal rows
        give equal results, whatever stands beside them.

    Raises
    ------
    EncoderError
        If the model cannot be loaded or used.
    """
    from aligner.pipeline.inputs import StoryTask
    from aligner.pipeline.shards import MOST_STORIES, ShardWorker
    from aligner.readers import Failure
    from aligner.readers.rows import stories_of_rows

    worker = ShardWorker(config or RunConfig(), None if cache is None else Path(cache), threads, encoder)
    stories = stories_of_rows(enumerate(rows, 1), "rows")
    while batch := list(islice(stories, MOST_STORIES)):
        good = [story for story in batch if not isinstance(story, Failure)]
        records = worker.records(map(StoryTask, good))
        for story in batch:
            if isinstance(story, Failure):
                yield {"id": story.id, "failed": str(story.error)}
                continue
            record = next(records)
            yield (
                {"id": story.id, "failed": record["reason"]}
                if isinstance(record, dict)
                else {"id": story.id, **record.row}
            )


def align_stories(
    stories: Iterable[Row | tuple[str, str]],
    *,
    config: RunConfig | None = None,
    encoder: Encoder | None = None,
    workers: int = 1,
    cache: str | Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Align any stream of stories, lazily: `align_rows` over worker processes, results in the order of the stories.

    Parameters
    ----------
    stories
        Rows as for `align_rows`, or ``(ko_text, en_text)`` tuples. Read a few ahead; never held as a whole.
    workers
        Processes; 1 works in this one. A story that kills its worker is ``{"id", "failed"}``.
    config, encoder, cache
        As for `align_rows`; with several workers the encoder must be picklable.
    """
    numbered = ({"id": f"row-{n:06d}", **_row(story)} for n, story in enumerate(stories, 1))
    if workers <= 1:
        yield from align_rows(numbered, config=config, encoder=encoder, cache=cache)
        return
    from aligner.pipeline.lazily import in_order

    function = partial(_aligned, config=config or RunConfig(), encoder=encoder, cache=cache)
    yield from in_order(numbered, function, workers)


def _row(story: Row | tuple[str, str]) -> Row:
    return story if isinstance(story, Mapping) else {"ko_text": story[0], "en_text": story[1]}


def _aligned(rows: Iterable[Row], **settings: Any) -> list[dict[str, Any]]:
    return list(align_rows(rows, **settings))


def score_rows(rows: Iterable[Row], *, encoder: Encoder | None = None, block: int = 512) -> Iterator[dict[str, Any]]:
    """Yield every pair with a calibrated ``score`` in [0, 1] and its ``parts``, in order; see `aligner.scoring`.

    Parameters
    ----------
    rows
        Each with ``ko`` and ``en``; other columns are carried through. One-sided pairs pass unscored.
    encoder
        The bundled one by default.
    block
        Pairs compared with one another: hand over whole blocks of a corpus in its own order, of a size that is a
        multiple of this, and the scores do not depend on how it was cut.
    """
    from aligner.encoders import load_encoder
    from aligner.scoring import score_bitext

    for pair in score_bitext(as_pairs(rows), encoder or load_encoder("bundled", threads=1), block=block):
        yield pair.to_row()
