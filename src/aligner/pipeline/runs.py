"""One finished run or several, read as one corpus: ids that two of them use are told apart by the name of the run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.dataset.corpus import SELECTION
from aligner.errors import InputError
from aligner.pairs import CorpusInfo, ScoredPair, StoryInfo
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.rework import Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RunPaths", "Runs"]

RunPaths = str | Path | Sequence[str | Path]


@dataclass
class Runs:
    """Finished runs, in the order in which they were named.

    Attributes
    ----------
    corpora
        The runs.
    names
        What each is called: its folder, with a number where two folders have one name.
    """

    corpora: tuple[Corpus, ...]
    names: tuple[str, ...]
    _last: tuple[str, StoryInfo] = field(default=("", StoryInfo()))

    @classmethod
    def open(cls, runs: RunPaths, *, reviewed: bool = True) -> Runs:
        """Return the finished runs at `runs`: one path or several.

        Raises
        ------
        InputError
            If one is no finished run, or is named twice.
        """
        paths = [Path(runs)] if isinstance(runs, str | Path) else [Path(run) for run in runs]
        corpora = tuple(Corpus.open(path, reviewed=reviewed) for path in paths)
        places = [path.resolve() for path in paths]
        if twice := next((path for path, n in Counter(places).items() if n > 1), None):
            raise InputError("is named twice", file=twice, hint="name every run once")
        names: list[str] = []
        for place in places:
            numbered = chain([place.name], (f"{place.name}-{number}" for number in count(2)))
            names.append(next(name for name in numbered if name not in names))
        return cls(corpora, tuple(names))

    @property
    def several(self) -> bool:
        """Whether there is more than one."""
        return len(self.corpora) > 1

    # Ids.

    @cached_property
    def _shared(self) -> NDArray[np.uint64]:
        """Digests of the ids that more than one run uses, ascending."""
        import numpy as np

        every = [corpus.index.places.digests for corpus in self.corpora] if self.several else []
        if not every:
            return np.zeros(0, np.uint64)
        digests, counts = np.unique(np.concatenate([np.unique(one) for one in every]), return_counts=True)
        return digests[counts > 1]

    @property
    def shared_ids(self) -> int:
        """How many story ids more than one run uses."""
        return len(self._shared)

    def _is_shared(self, story: str) -> bool:
        from aligner.artifacts.places import digest_of

        shared = self._shared
        if not len(shared):
            return False
        wanted = shared.dtype.type(digest_of(story))
        at = int(shared.searchsorted(wanted))
        return at < len(shared) and bool(shared[at] == wanted)

    def name_of(self, number: int, story: str) -> str:
        """Return what the story of run `number` is called here: ``RUN:STORY`` where another run has one of that id."""
        return f"{self.names[number]}:{story}" if self._is_shared(story) else story

    def own_name(self, number: int, story: str) -> str:
        """Return what run `number` itself calls a story: the way back from `name_of`."""
        own = story.removeprefix(f"{self.names[number]}:")
        return own if own != story and self._is_shared(own) else story

    def renamed(self, number: int, pair: ScoredPair, *, back: bool = False) -> ScoredPair:
        """Return a pair of run `number` under the name it has here, or with `back` under its own."""
        if not len(self._shared):
            return pair
        story = (self.own_name if back else self.name_of)(number, pair.story)
        if story == pair.story:
            return pair
        prefix = f"{self.names[number]}:"
        return pair.with_(story=story, id=pair.id.removeprefix(prefix) if back else prefix + pair.id)

    def with_run(self, identity: str) -> int | None:
        """Return the number of the run that alone has this identity (``run`` in its manifest)."""
        found = [number for number, corpus in enumerate(self.corpora) if identity and corpus.info.run == identity]
        return found[0] if len(found) == 1 else None

    # Pairs and stories.

    def pairs(self, kind: str = "pairs") -> Iterator[tuple[int, ScoredPair]]:
        """Yield every pair with the number of its run; `kind`: ``pairs``, ``judged_pairs`` or ``selected``."""
        for number, corpus in enumerate(self.corpora):
            stream: Iterator[ScoredPair] = getattr(corpus, kind)()
            if not self.several:
                yield from ((number, pair) for pair in stream)
                continue
            for pair in stream:
                yield number, self.renamed(number, pair)

    def rows(self) -> Iterator[Rows]:
        """Yield every story with its pairs and its ledger."""
        for number, corpus in enumerate(self.corpora):
            for rows in corpus.rows():
                yield self.named(number, rows)

    def named(self, number: int, rows: Rows) -> Rows:
        """Return the rows of a story of run `number` under the name it has here."""
        own = str(rows.story["id"])
        name = self.name_of(number, own)
        if name == own:
            return rows
        ledger = None if rows.ledger is None else {**rows.ledger, "story": name}
        return Rows({**rows.story, "id": name}, rows.pairs, ledger)

    def story(self, name: str) -> StoryInfo:
        """Return what is known of the story that is called `name` here; the pairs of one ask for it in a row."""
        if self._last[0] != name:
            self._last = (name, self._look_up(name))
        return self._last[1]

    def _look_up(self, name: str) -> StoryInfo:
        for number, corpus in enumerate(self.corpora):
            own = self.own_name(number, name)
            if (own != name or not self._is_shared(name)) and corpus.has(own):
                return corpus.stories(own)
        return StoryInfo()

    # What is known of all of them.

    @cached_property
    def info(self) -> CorpusInfo:
        """What is the same for every pair; what differs between the runs goes with the pairs, see `provenance`."""
        infos = [corpus.info for corpus in self.corpora]
        first = replace(infos[0], name=" + ".join(self.names))
        same = {name: _same([getattr(i, name) for i in infos]) for name in ("version", "encoder", "config", "run")}
        licenses = tuple(sorted({name for info in infos for name in info.licenses}))
        return replace(first, **same, licenses=licenses, sources=tuple(sorted({n for i in infos for n in i.sources})))

    def provenance(self, number: int) -> dict[str, str]:
        """Return what tells the pairs of run `number` from those of the others."""
        own, shared = self.corpora[number].info, self.info
        known = {name: getattr(own, name) for name in ("encoder", "config", "run")}
        return {name: value for name, value in known.items() if value != getattr(shared, name)}

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """The settings that all runs have in common."""
        every = [corpus.folder.manifest.get("config") or {} for corpus in self.corpora]
        return {name: value for name, value in every[0].items() if all(one.get(name) == value for one in every)}

    @property
    def max_tokens(self) -> int | None:
        """The lowest input limit of their encoders in tokens, None if none has one."""
        return min((limit for corpus in self.corpora if (limit := corpus.max_tokens)), default=None)

    # What aligner filter left.

    @property
    def is_selected(self) -> bool:
        """Whether ``aligner filter`` has been run on all of them.

        Raises
        ------
        InputError
            If it has been run on some and not on others.
        """
        missing = [corpus for corpus in self.corpora if not corpus.is_selected]
        if missing and len(missing) < len(self.corpora):
            runs = " ".join(str(corpus.path) for corpus in self.corpora)
            hint = f"run aligner filter {runs}, or export with --unfiltered"
            raise InputError("has not been filtered, another of these runs has", file=missing[0].path, hint=hint)
        return not missing

    def selections(self) -> list[Mapping[str, Any]]:
        """Return the record of each run's last ``aligner filter``."""
        places = [corpus.selection_path / f"{SELECTION}.json" for corpus in self.corpora]
        return [json.loads(place.read_text(encoding="utf-8")) for place in places if place.is_file()]

    @property
    def filtered_apart(self) -> bool:
        """Whether the runs were filtered one by one: near-duplicates across them were not looked for."""
        together = {record.get("together") for record in self.selections()}
        return self.several and (len(together) > 1 or None in together)


def _same(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""
