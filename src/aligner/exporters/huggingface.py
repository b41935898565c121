"""A folder that ``datasets.load_dataset`` reads: Parquet files a split, and a README with the dataset card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_folder
from aligner.errors import InputError
from aligner.exporters import parquet
from aligner.exporters.columns import EXTRA
from aligner.exporters.model import TRAINING, BadUnits, ExportOptions, ExportResult, Tally, license_of
from aligner.pairs import ScoredPair

__all__ = ["front_matter", "read", "write"]

MARKER = "README.md"
SHARD_ROWS = 500_000
# Those of the hub's identifiers that texts have.
_KNOWN_LICENSES = frozenset(
    f"cc-{terms}-{version}"
    for terms in ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
    for version in ("2.0", "3.0", "4.0")
) | {"cc0-1.0", "odc-by", "odbl", "pddl"}


def front_matter(splits: Mapping[str, int], options: ExportOptions, licenses: Mapping[str, int] | None = None) -> str:
    """Return the YAML head by which the hub and ``load_dataset`` find the files of every split.

    Parameters
    ----------
    splits
        Pairs by split.
    options
        Name and licences of the corpus.
    licenses
        Stories by licence, ``""`` for those that name none; `options.info` knows better than nothing without.
    """
    names = sorted(name for name in licenses or () if name) or [text for text in options.info.licenses if text]
    if any(licenses or ()) and (licenses or {}).get(""):
        names.append("unknown for some stories")
    size = sum(splits.values())
    bounds = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
    category = next((name for bound, name in bounds if size < bound), "1M<n<10M" if size < 10_000_000 else "n>10M")
    lines = ["---", "language:", "- ko", "- en", "task_categories:", "- translation"]
    if len(names) == 1 and names[0].lower() in _KNOWN_LICENSES:
        lines += [f"license: {names[0].lower()}"]
    elif names:
        # The hub takes one identifier from its own list; several, or free text, must be "other" with a name.
        lines += ["license: other", f"license_name: {json.dumps(', '.join(names), ensure_ascii=False)}"]
    lines += [f"pretty_name: {json.dumps(options.info.name, ensure_ascii=False)}"]
    lines += ["size_categories:", f"- {category}", "configs:", "- config_name: default", "  data_files:"]
    for split in splits:
        lines += [f"  - split: {split}", f"    path: data/{split}-*.parquet"]
    return "\n".join([*lines, "---", ""])


def _schema(options: ExportOptions) -> Any:
    import pyarrow as pa

    text = pa.string()
    # The Translation feature keeps its languages in alphabetical order and is dropped for any other.
    sides = pa.struct([("en", text), ("ko", text)])
    columns = [
        ("id", text), ("story", text), ("translation", sides),
        ("score", pa.float64()), ("parts", text), ("type", text), ("status", text), ("tier", text),
        ("moved", pa.bool_()), ("ko_file", text), ("en_file", text), ("ko_offsets", text), ("en_offsets", text),
        *((name, text) for name in parquet.own_columns(options)), (EXTRA, text),
    ]  # fmt: skip
    features: dict[str, Any] = {
        name: {"dtype": {"double": "float64"}.get(str(kind), str(kind)), "_type": "Value"} for name, kind in columns
    }
    features["translation"] = {"languages": ["ko", "en"], "_type": "Translation"}
    # The key under which the datasets library keeps its feature types; without it the column is a plain struct.
    return pa.schema(columns, metadata={"huggingface": json.dumps({"info": {"features": features}})})


def _columns(pairs: list[ScoredPair], options: ExportOptions) -> dict[str, list[Any]]:
    stories = [options.story(pair.story) for pair in pairs]
    columns: dict[str, list[Any]] = {name: [getattr(p, name) for p in pairs] for name in ("id", "story")}
    columns["translation"] = [{"en": p.en, "ko": p.ko} for p in pairs]
    columns |= {name: [getattr(p, name) for p in pairs] for name in ("score", "type", "status", "tier", "moved")}
    columns["parts"] = [json.dumps(dict(p.parts)) for p in pairs]
    columns |= {side: [getattr(s, side) for s in stories] for side in ("ko_file", "en_file")}
    columns |= {side: [json.dumps(getattr(p, side)) for p in pairs] for side in ("ko_offsets", "en_offsets")}
    return columns | parquet.own_cells(pairs, options)


class _Split:
    """Writes the Parquet files of one split, a new one every `shard_rows` rows."""

    def __init__(self, folder: Path, name: str, options: ExportOptions) -> None:
        self.folder, self.name, self.options = folder, name, options
        self.most = SHARD_ROWS if options.shard_rows is None else options.shard_rows
        self.shard, self.in_shard = 0, 0
        self.table: parquet.TableWriter | None = None
        self.schema = _schema(options)

    def add(self, pair: ScoredPair) -> None:
        if self.most and self.in_shard >= self.most:
            self.close()
        if self.table is None:
            path = self.folder / f"{self.name}-{self.shard:05d}.parquet"
            self.table = parquet.TableWriter(path, self.schema, lambda some: _columns(some, self.options))
            self.shard, self.in_shard = self.shard + 1, 0
        self.table.add(pair)
        self.in_shard += 1

    def close(self) -> None:
        if self.table is not None:
            self.table.close()
            self.table = None


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write the dataset folder: accepted two-sided pairs, a Parquet series for each split, and the card."""
    tally = Tally()
    counts: Counter[str] = Counter()
    licenses: Counter[str] = Counter()
    story = None
    with atomic_folder(path, marker=MARKER) as folder:
        (folder / "data").mkdir()
        splits: dict[str, _Split] = {}
        try:
            for pair in tally.chosen(pairs, options.statuses or TRAINING, False):
                name = pair.split or "train"
                if name not in splits:
                    splits[name] = _Split(folder / "data", _plain(name), options)
                splits[name].add(pair)
                counts[name] += 1
                if pair.story != story:
                    story = pair.story
                    licenses[license_of(pair, options)] += 1
        finally:
            for split in splits.values():
                split.close()
        ordered = dict(sorted(counts.items(), key=lambda item: -item[1]))
        body = options.card(ordered) if options.card else f"# {options.info.name}\n"
        (folder / MARKER).write_text(front_matter(ordered, options, licenses) + "\n" + body, encoding="utf-8")
    return tally.result("hf", [path])


def _plain(name: str) -> str:
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise InputError(f"split name {name!r} is not letters, digits and _", hint="rename the split")
    return name


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of every split of a dataset folder that `write` made, with their split."""
    files = sorted((path / "data").glob("*-*.parquet"))
    if not files:
        raise InputError("holds no data/*.parquet", file=path, hint="give a folder written by --format hf")
    for file in files:
        split = file.stem.rsplit("-", 1)[0]
        for pair in parquet.read(file, bad):
            yield pair.with_(split=split)
