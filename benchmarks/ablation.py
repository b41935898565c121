"""What each function and each branch of the facts room earns: switched off one at a time, on every text at hand.

    python benchmarks/ablation.py ROOM [--data FOLDER ...] [--only MODULE] [--functions] [--idle] [--json FILE]

ROOM is a folder of ``aligner.facts`` (``figures``, ``names``, ``negation``, ``reading`` …). A *part* is a function
(it returns nothing, an empty list, False) or the body of an ``if`` (its condition is never true). Texts are the
development probes, ``corpora/probes`` and every ``--data`` folder in that format, the minis and twins, the hand-made
stories with gold beads and NTREX. Which text runs which lines is traced once: a part is tried only where it runs.

For each part: *runs* (texts in which it says something), *found* (right findings that are lost without it), *spared*
(false alarms that it prevents), and what it costs: *hidden* (right findings that come back without it), *false* (false
alarms that go).
``--idle`` lists the parts without which nothing changes or something gets better. Clauses are looked into only for the
room ``clauses``, which needs the encoder.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))


from aligner.facts import compare
from facts import wire_stories
from probes import DATA, ROOT, Checker, Probe, Story, kind_of, ntrex, probes, stories

Planted = tuple[str, int | None, int | None]
"""A mistake: its type, its Korean and its English sentence."""
Outcome = tuple[Counter[Planted], Counter[str]]
"""Mistakes found in one text, and false alarms by type."""
FACTS = ROOT / "src" / "aligner" / "facts"
ROOMS = {"figures": ("figures",), "names": ("names",), "negation": ("negation", "figures")}
"""Whose checks are asked for a room, where it is not all of them."""
NOTHING = {
    "bool": "False", "int": "0", "float": "0.0", "str": "''", "None": "None", "list": "[]", "tuple": "()", "dict": "{}",
    "set": "set()", "frozenset": "frozenset()", "Iterator": "iter(())",
}  # fmt: skip


@dataclass
class Text:
    """One pair or story: how it is judged, and what was right and false before anything was switched off."""

    name: str
    story: Story
    planted: frozenset[Planted]
    before: Outcome = field(default_factory=lambda: (Counter(), Counter()))


@dataclass
class Part:
    """A function or the body of an ``if``, and the code of its function without it."""

    module: ModuleType
    function: FunctionType
    line: int
    label: str
    code: CodeType
    body: range
    length: int
    totals: Counter[str] = field(default_factory=Counter)


def texts(folders: Sequence[Path]) -> Iterator[Text]:
    """Yield every text at hand."""

    def of(probe: Probe, name: str, wrong: bool) -> Text:
        story = Story(probe.id, [probe.ko], [probe.en], [((0,), (0,))], probe.day)
        return Text(name, story, frozenset({(probe.kind, 0, 0)} if wrong else ()))

    for folder in folders:
        for path in sorted(folder.glob("*.tsv")):
            for probe in probes(path):
                yield of(probe, f"{folder.name}/{path.stem}", path.name == "wrong.tsv")
    for place in (DATA / "probes-dev" / "minis", DATA / "twins-dev"):
        for story in stories(place) if place.is_dir() else ():
            yield Text(place.name, story, _told([*story.errors, *story.differences]))
    for name in ("dev", "heldout", "wire", "rewritten"):
        for told in wire_stories(ROOT / "corpora" / name):
            yield Text(name, Story(told.id, told.ko, told.en, told.beads, told.day), _told(told.errors))
    if (DATA / "ntrex-dev.ko").is_file():
        for story in ntrex(DATA):
            yield Text("ntrex", story, frozenset())


def _told(rows: Sequence[dict[str, Any]]) -> frozenset[tuple[str, int | None, int | None]]:
    return frozenset((kind_of(row["type"]), row.get("ko_index"), row.get("en_index")) for row in rows)


class Judge:
    """The checker over one text; the encoder only where clauses are looked into."""

    def __init__(self, clauses: bool) -> None:
        self.encode = Checker("gold", frozenset()).encode if clauses else None

    def __call__(self, text: Text) -> Outcome:
        story = text.story
        right: Counter[Planted] = Counter()
        false: Counter[str] = Counter()
        bead_of = {("ko", i): n for n, (ko, _) in enumerate(story.gold) for i in ko}
        bead_of |= {("en", j): n for n, (_, en) in enumerate(story.gold) for j in en}
        for found in compare(story.ko, story.en, story.gold, date=story.day, encode=self.encode):
            mine = {bead_of.get(("ko", found.ko_sentence or 0)), bead_of.get(("en", found.en_sentence or 0))}
            met = {
                (kind, i, j)
                for kind, i, j in text.planted
                if kind == found.type and mine & {bead_of.get(("ko", i or 0)), bead_of.get(("en", j or 0))}
            }
            right.update(dict.fromkeys(met, 1))
            if not met:
                false[found.type] += 1
        return Counter(dict.fromkeys(right, 1)), false


def parts(room: str, only: str) -> Iterator[Part]:
    """Yield every part of a room."""
    for path in sorted((FACTS / room).glob("*.py")):
        if path.stem == "__init__" or (only and path.stem != only):
            continue
        module = importlib.import_module(f"aligner.facts.{room}.{path.stem}")
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        for node in tree.body:
            function = getattr(module, getattr(node, "name", ""), None)
            if not isinstance(node, ast.FunctionDef):
                continue
            function = getattr(function, "__wrapped__", function)
            if not isinstance(function, FunctionType):
                continue
            yield from _parts_of(module, function, node, source)


def _parts_of(module: ModuleType, function: FunctionType, node: ast.FunctionDef, source: str) -> Iterator[Part]:
    length = (node.end_lineno or 0) - node.lineno + 1
    returns = ast.unparse(node.returns) if node.returns else "None"
    nothing = NOTHING.get(returns.split("[")[0]) or ("None" if "None" in returns else None)
    body = range(node.body[0].lineno, (node.end_lineno or 0) + 1)
    if nothing is not None:
        code = _compiled(source, node.name, node.lineno, lambda n: _emptied(n, nothing), ast.FunctionDef)
        yield Part(module, function, node.lineno, f"{node.name}()", code, body, length)
    for inner in ast.walk(node):
        if isinstance(inner, ast.If):
            code = _compiled(source, node.name, inner.lineno, _never, ast.If)
            lines = range(inner.body[0].lineno, (inner.body[-1].end_lineno or 0) + 1)
            size = (inner.body[-1].end_lineno or 0) - inner.lineno + 1
            label = f"{node.name}: if {ast.unparse(inner.test)}"
            yield Part(module, function, inner.lineno, label[:150], code, lines, size)


def _emptied(node: Any, nothing: str) -> None:
    node.body = [ast.Return(ast.parse(nothing, mode="eval").body)]


def _never(node: Any) -> None:
    node.test = ast.Constant(False)


def _compiled(source: str, name: str, line: int, change: Callable[[Any], None], kind: type[ast.AST]) -> CodeType:
    """Compile a module with one node changed; return the code of its function `name`."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, kind) and node.lineno == line:  # type: ignore[attr-defined]
            change(node)
            break
    code = compile(ast.fix_missing_locations(tree), "changed", "exec")
    return next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name)


def runs(room: str, every: Sequence[Text], judge: Judge) -> dict[tuple[str, int], set[int]]:
    """Judge every text, tracing the lines of the room; return the texts that run each line of each file."""
    where: dict[tuple[str, int], set[int]] = {}
    folder = str(FACTS / room)
    at = 0

    def line(frame: Any, event: str, value: Any) -> Any:
        code = frame.f_code
        if event == "line":
            where.setdefault((code.co_filename, frame.f_lineno), set()).add(at)
        elif event == "return" and (len(value) if isinstance(value, Sized) else value not in (None, False, 0)):
            where.setdefault((code.co_filename, -code.co_firstlineno), set()).add(at)
        return line

    def call(frame: Any, event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(folder) else None

    for at, text in enumerate(every):  # noqa: B007 - read by `line`
        _forget()
        sys.settrace(call)
        try:
            text.before = judge(text)
        finally:
            sys.settrace(None)
    return where


_CACHES: list[Any] = []


def remembered(room: str) -> None:
    """Collect the caches of a room that depend on a text: what they hold was read with another code."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"aligner.facts.{room}."):
            _CACHES.extend(
                value for value in vars(module).values()
                if hasattr(value, "cache_clear") and getattr(value, "__module__", "") == name
                and value.__wrapped__.__code__.co_argcount
            )  # fmt: skip


def _forget() -> None:
    for cache in _CACHES:
        cache.cache_clear()


def tried(part: Part, every: Sequence[Text], touched: set[int], judge: Judge) -> None:
    """Judge the texts that run a part without it and add up what changes."""
    kept = part.function.__code__
    if len(kept.co_freevars) != len(part.code.co_freevars):
        return
    part.function.__code__ = part.code
    try:
        for at in sorted(touched):
            text = every[at]
            _forget()
            try:
                right, false = judge(text)
            except Exception:  # a part that others need cannot be spared
                part.totals["broken"] += 1
                return
            for name, before, after in (("right", text.before[0], right), ("false", text.before[1], false)):
                part.totals[f"{name} lost"] += sum((before - after).values())
                part.totals[f"{name} gained"] += sum((after - before).values())
    finally:
        part.function.__code__ = kept


def main() -> None:
    """Try every part of a room and print what it earns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("room")
    parser.add_argument("--data", type=Path, action="append", default=[], help="further folders of probes")
    parser.add_argument("--only", default="", help="one module of the room")
    parser.add_argument("--functions", action="store_true", help="whole functions only")
    parser.add_argument("--idle", action="store_true", help="only parts that earn nothing")
    parser.add_argument("--json", type=Path, help="write all rows there")
    args = parser.parse_args()
    folders = [DATA / "probes-dev", *sorted((ROOT / "corpora" / "probes").glob("?")), *args.data]
    every = list(texts(folders))
    judge = Judge(args.room == "clauses")
    remembered(args.room)
    if args.room in ROOMS:
        compared = sys.modules["aligner.facts.compare"]  # the package's attribute of this name is the function
        compared.CHECKS = tuple(  # type: ignore[attr-defined]
            check for check in compared.CHECKS if check.__module__.split(".")[2] in ROOMS[args.room]
        )
    where = runs(args.room, every, judge)
    rows = []
    for part in parts(args.room, args.only):
        path = str(part.module.__file__)
        whole = part.label.endswith("()")
        if args.functions and not whole:
            continue
        # where a function has nothing to say, nothing changes without it
        lines = [-part.function.__code__.co_firstlineno] if whole else part.body
        touched: set[int] = set().union(*(where.get((path, line), set()) for line in lines))
        tried(part, every, touched, judge)
        t = part.totals
        row = {
            "part": f"{Path(path).stem}:{part.line} {part.label}", "lines": part.length, "runs": len(touched),
            "found": t["right lost"], "spared": t["false gained"],
            "hidden": t["right gained"], "false": t["false lost"],
            "broken": t["broken"],
        }  # fmt: skip
        rows.append(row)
        idle = not t["broken"] and t["right lost"] + t["false gained"] <= t["right gained"] + t["false lost"]
        if idle or not args.idle:
            print(
                "\t".join(f"{key} {value}" if key != "part" else str(value) for key, value in row.items()), flush=True
            )
    if args.json:
        args.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
