"""What the fact checker finds and what it cries wolf at, on text whose authors have not seen it.

    python benchmarks/probes.py [--only CLASS] [--beads own|gold] [--errors] [--json] [--skip ntrex,twins]

Four sets of the shared data:

* ``probes``: sentence pairs, each a story of its own with its date. *found*: of the pairs with one mistake, those that
  have a finding of the mistake's class; *mended*: of the same pairs with the mistake mended, those with any finding;
  *right*: the same of pairs that are right but look wrong to a careless check.
* ``minis``: short stories with planted mistakes. Found: a finding of the class on the bead of the mistake (the gold
  bead, whichever beads were used to check). Everything else is a false alarm, per 100 English sentences.
* ``twins``: whole stories rewritten as real desks do. A finding that meets neither a planted mistake nor a listed
  difference of its class on its bead is a false alarm.
* ``ntrex``: translated news, presumed right: number and date alarms per 100 English sentences.

Class ``clause`` is what the sets call ``omission_in_sentence``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np

from aligner.alignment import align_vectors
from aligner.encoders import load_encoder
from aligner.facts import Finding, compare
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared" / "data"))
CLASSES = ("number", "date", "name", "negation", "clause")
Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Probe:
    """One pair of sentences of a ``.tsv``."""

    id: str
    day: date
    kind: str
    subtype: str
    ko: str
    en: str
    note: str


@dataclass
class Story:
    """A story in sentences with its gold beads and what may rightly be reported of it."""

    id: str
    ko: list[str]
    en: list[str]
    gold: Beads
    day: date | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)
    genre: str = ""


def kind_of(word: str) -> str:
    """The class of a mistake as the checker names it."""
    return "clause" if word in ("omission_in_sentence", "clause") else word


def probes(path: Path) -> Iterator[Probe]:
    """Read one ``.tsv`` of pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind, _, subtype = row["type"].partition(":")
            day = date.fromisoformat(row["date"])
            yield Probe(row["id"], day, kind_of(kind), subtype, row["ko"], row["en"], row.get("note", ""))


def stories(folder: Path) -> Iterator[Story]:
    """Read the stories of a folder."""
    for place in sorted(p for p in folder.iterdir() if (p / "gold.align").is_file()):
        read = {n: (place / n).read_text(encoding="utf-8") for n in ("ko.sents.txt", "en.sents.txt", "gold.align")}
        meta = json.loads((place / "meta.json").read_text(encoding="utf-8"))
        gold: Beads = []
        for line in read["gold.align"].splitlines():
            if line.strip():
                left, right = re.findall(r"\[[^\]]*\]", line)
                gold.append((tuple(json.loads(left)), tuple(json.loads(right))))

        def told(name: str, place: Path = place) -> list[dict[str, Any]]:
            path = place / name
            return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []

        yield Story(
            place.name, read["ko.sents.txt"].splitlines(), read["en.sents.txt"].splitlines(), gold,
            date.fromisoformat(meta["date"]), told("errors.json"), told("diffs.json"), meta.get("kind", ""),
        )  # fmt: skip


def ntrex(folder: Path) -> Iterator[Story]:
    """Read NTREX as stories of one sentence a bead."""
    ko, en, ids = ((folder / f"ntrex-dev.{n}").read_text(encoding="utf-8").split("\n") for n in ("ko", "en", "docids"))
    rows: dict[str, list[int]] = {}
    for n, name in enumerate(ids):
        if name.strip():
            rows.setdefault(name.strip(), []).append(n)
    for name, mine in rows.items():
        yield Story(name, [ko[n] for n in mine], [en[n] for n in mine], [((k,), (k,)) for k in range(len(mine))])


class Checker:
    """The checker with vectors that are kept: many sentences come again."""

    def __init__(self, beads: str, kinds: frozenset[str]) -> None:
        self.encoder = load_encoder("bundled", threads=1)
        self.beads, self.kinds = beads, kinds
        self._known: dict[str, Any] = {}

    def encode(self, texts: Sequence[str]) -> Any:
        """Texts → float32 (n, dim), unit rows."""
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            self._known.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self._known[t] for t in texts]) if texts else self.encoder.encode([])

    def __call__(self, story: Story) -> list[Finding]:
        """The findings of a story."""
        beads: Beads = story.gold
        if self.beads == "own" and len(story.ko) > 1:
            aligned = align_vectors(story.ko, story.en, self.encode(story.ko), self.encode(story.en))
            beads = [(bead.ko, bead.en) for bead in aligned]
        found = compare(story.ko, story.en, beads, date=story.day, encode=self.encode)
        return [f for f in found if f.type in self.kinds]


def pair(probe: Probe) -> Story:
    return Story(probe.id, [probe.ko], [probe.en], [((0,), (0,))], probe.day)


def show(label: str, where: str, finding: Finding | None, note: str = "") -> None:
    if finding is None:
        print(f"  {label} {where}: {note}")
    else:
        print(f"  {label} {where}: {finding.type} {finding.score:.2f} {finding.ko_text!r} | {finding.en_text!r} {note}")


def score_probes(check: Checker, folder: Path, errors: bool) -> dict[str, Any]:
    """Found of the wrong, flagged of the mended and of the right, a class and all."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    flagged: dict[str, Counter[str]] = {"mended": Counter(), "right": Counter()}
    counts: dict[str, Counter[str]] = {"mended": Counter(), "right": Counter()}
    for probe in probes(folder / "wrong.tsv"):
        if probe.kind not in check.kinds:
            continue
        findings = check(pair(probe))
        hit = any(f.type == probe.kind for f in findings)
        total[probe.kind] += 1
        found[probe.kind] += hit
        if errors and not hit:
            show("missed", f"{probe.id} {probe.kind}:{probe.subtype}", None, probe.note)
            print(f"    {probe.ko}\n    {probe.en}")
            for f in findings:
                show("  instead", "", f)
    for name, file in (("mended", "wrong.mended.tsv"), ("right", "right.tsv")):
        for probe in probes(folder / file):
            findings = check(pair(probe))
            counts[name][probe.kind] += 1
            flagged[name][probe.kind] += bool(findings)
            flagged[name].update({f"by {k}" for k in {f.type for f in findings}})
            if errors and findings:
                for f in findings:
                    show(f"false on {name}", f"{probe.id} {probe.kind}:{probe.subtype}", f)
                print(f"    {probe.ko}\n    {probe.en}")
    out: dict[str, Any] = {
        kind: {
            "found": f"{found[kind]}/{total[kind]}",
            "recall": round(found[kind] / total[kind], 3),
            "mended pairs flagged with it": flagged["mended"][f"by {kind}"],
            "right pairs flagged with it": flagged["right"][f"by {kind}"],
        }
        for kind in CLASSES
        if total[kind]
    }
    for name in ("mended", "right"):
        n, all_of = sum(flagged[name][k] for k in counts[name]), sum(counts[name].values())
        out[f"{name} flagged"] = f"{n}/{all_of} = {100 * n / all_of:.1f} %"
    return out


def score_stories(check: Checker, told: Sequence[Story], errors: bool) -> dict[str, Any]:
    """Found of the planted, and false alarms per 100 English sentences."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    false: Counter[str] = Counter()
    errors_right: Counter[str] = Counter()
    sentences = 0
    for story in told:
        findings = check(story)
        sentences += len(story.en)
        bead_of = {("ko", i): n for n, (ko, _) in enumerate(story.gold) for i in ko}
        bead_of |= {("en", j): n for n, (_, en) in enumerate(story.gold) for j in en}

        def places(ko: int | None, en: int | None, bead_of: dict[tuple[str, int], int] = bead_of) -> set[int]:
            return {
                bead_of[side, at] for side, at in (("ko", ko), ("en", en)) if at is not None and (side, at) in bead_of
            }

        used: set[int] = set()
        for planted, rows in ((True, story.errors), (False, story.differences)):
            for row in rows:
                kind = kind_of(row["type"])
                there = places(row.get("ko_index"), row.get("en_index"))
                hits = {
                    n for n, f in enumerate(findings)
                    if f.type == kind and places(f.ko_sentence, f.en_sentence) & there
                }  # fmt: skip
                used |= hits
                if planted and kind in check.kinds:
                    total[kind] += 1
                    found[kind] += bool(hits)
                    if errors and not hits:
                        show("missed", f"{story.id} {kind}", None, row["note"])
        for n, f in enumerate(findings):
            errors_right[f"{f.severity} {'right' if n in used else 'wrong'}"] += 1
            if n not in used:
                false[f.type] += 1
                if errors:
                    show("false", f"{story.id} {f.severity} ko {f.ko_sentence} en {f.en_sentence}", f)
                    print(f"    {story.ko[f.ko_sentence] if f.ko_sentence is not None else ''}")
                    print(f"    {story.en[f.en_sentence] if f.en_sentence is not None else ''}")
    return {
        "found": {kind: f"{found[kind]}/{total[kind]}" for kind in CLASSES if total[kind]},
        "false alarms": dict(false),
        "false alarms per 100 English sentences": round(100 * sum(false.values()) / max(1, sentences), 2),
        "English sentences": sentences,
        "by severity": dict(sorted(errors_right.items())),
    }


def main() -> None:
    """Score what is there and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", default=",".join(CLASSES), help="classes, separated by commas")
    parser.add_argument("--beads", choices=("own", "gold"), default="own", help="who aligned the stories")
    parser.add_argument("--skip", default="", help="sets to leave out: probes,minis,twins,ntrex")
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was flagged wrongly")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    check = Checker(args.beads, frozenset(args.only.split(",")))
    skip = frozenset(args.skip.split(","))
    result: dict[str, Any] = {}
    if "probes" not in skip:
        result["probes"] = score_probes(check, args.data / "probes-dev", args.errors)
    if "minis" not in skip:
        result["minis"] = score_stories(check, list(stories(args.data / "probes-dev" / "minis")), args.errors)
    if "twins" not in skip:
        every = list(stories(args.data / "twins-dev"))
        for kind in ("translation", "rewritten"):
            mine = [s for s in every if s.genre == kind]
            result[f"twins, {kind}"] = score_stories(check, mine, args.errors)
    if "ntrex" not in skip:
        counts: Counter[str] = Counter()
        sentences = 0
        for story in ntrex(args.data):
            sentences += len(story.en)
            counts.update(f.type for f in check(story))
        per_100 = round(100 * (counts["number"] + counts["date"]) / sentences, 2)
        result["ntrex"] = {"alarms": dict(counts), "number and date alarms per 100": per_100}
    files = [p for name in ("probes-dev", "twins-dev") for p in sorted((args.data / name).rglob("*")) if p.is_file()]
    result["signature"] = signature(
        encoder=check.encoder.info.fingerprint, corpus=corpus_hash(files), seed=0, config={"beads": args.beads}
    )
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for name, rows in result.items():
        print(f"{name}:")
        for key, value in rows.items():
            print(f"  {key}: {value}")


if __name__ == "__main__":
    main()
