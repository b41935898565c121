"""XLIFF 2.1 (OASIS Standard, 13 February 2018): the format of translators' editors, here for review.

One ``file`` a story, one ``unit`` a pair; status and scores stand in the metadata module (section 5.5 there). Korean is
the source, English the target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_text
from aligner.exporters.characters import xml_attribute, xml_text
from aligner.exporters.model import EVERYTHING, PROVENANCE, BadUnits, ExportOptions, ExportResult, Tally
from aligner.exporters.safe_xml import clear, code_text, local_name, parse_elements
from aligner.exporters.tmx import pair_props, take_prop
from aligner.korean.languages import language_of_code
from aligner.pairs import ScoredPair

__all__ = ["read", "write"]

_NAMESPACES = 'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"'

# The four states of a segment (section 4.3.1.28 "state"). A doubtful or rejected pair still wants work, so it is
# "initial"; the exact status stands in the metadata and in subState.
_STATES = {"accepted": "translated", "doubtful": "initial", "rejected": "initial", "omitted": "initial"}

# Control characters have an element of their own (section 4.3.1.1 "cp"), so nothing but lone surrogates is lost.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write every pair, one-sided ones too unless `one_sided` is False: a reviewer must see what is missing."""
    tally = Tally()
    changed = tally.changed
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    with atomic_text(path, compress=options.gzip or path.suffix == ".gz") as stream:
        stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff {_NAMESPACES} version="2.1" srcLang="ko"')
        stream.write(' trgLang="en">\n')
        story: str | None = None
        files = units = 0
        for pair in chosen:
            if pair.story != story:
                files, units = files + 1, 0
                stream.write("</file>\n" if story is not None else "")
                stream.write(_file_head(pair.story, files, options, options.provenance(pair), changed))
                story = pair.story
            units += 1
            stream.write(_unit(pair, f"u{units}", changed))
        if story is None:
            # The schema wants at least one file with one unit in it.
            stream.write(_file_head("", 1, options, dict.fromkeys(PROVENANCE, ""), changed))
            stream.write('<unit id="u1"><segment><source></source></segment></unit>\n')
        stream.write("</file>\n</xliff>\n")
    return tally.result("xliff", [path])


def _file_head(
    story: str, number: int, options: ExportOptions, provenance: Mapping[str, str], changed: Counter[str]
) -> str:
    ko_file = provenance["ko_file"]
    original = f" original={xml_attribute(ko_file, changed)}" if ko_file else ""
    about = dict(options.info.items()) | {name: provenance[name] for name in ("encoder", "config", "run")}
    items = [("story", story), ("en-file", provenance["en_file"]), *about.items()]
    meta = _meta([(name, text) for name, text in items if text], changed)
    return f'<file id="f{number}"{original} xml:space="preserve">\n{meta}'


def _meta(items: list[tuple[str, str]], changed: Counter[str]) -> str:
    if not items:
        return ""
    lines = ['<mda:metadata><mda:metaGroup category="aligner">']
    lines += [f"<mda:meta type={xml_attribute(n, changed)}>{xml_text(t, changed)}</mda:meta>" for n, t in items]
    return "\n".join([*lines, "</mda:metaGroup></mda:metadata>\n"])


def _unit(pair: ScoredPair, number: str, changed: Counter[str]) -> str:
    items = [("id", pair.id), ("fingerprint", pair.fingerprint), *pair_props(pair)]
    parts = [
        f"<unit id={xml_attribute(number, changed)} name={xml_attribute(pair.id, changed)}>\n",
        _meta(items, changed),
    ]
    if pair.notes:
        notes = "".join(f"<note>{xml_text(note, changed)}</note>" for note in pair.notes)
        parts.append(f"<notes>{notes}</notes>\n")
    state = _STATES.get(pair.status, "initial")
    target = f"<target>{_content(pair.en, changed)}</target>" if pair.en else ""
    status = xml_attribute(f"aligner:{pair.status}", changed)
    parts.append(f'<segment state="{state}" subState={status}>')
    parts.append(f"<source>{_content(pair.ko, changed)}</source>{target}</segment>\n</unit>\n")
    return "".join(parts)


def _content(text: str, changed: Counter[str]) -> str:
    pieces: list[str] = []
    last = 0
    for match in _CONTROL.finditer(text):
        pieces += [xml_text(text[last : match.start()], changed), f'<cp hex="{ord(match.group()):04X}"/>']
        last = match.end()
    return "".join([*pieces, xml_text(text[last:], changed)])


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the units of an XLIFF 2.x or 1.2 file; several segments of a unit are joined, inline codes dropped.

    For a file of our own that a reviewer has edited: a state of ``final`` or ``reviewed`` makes a two-sided pair
    accepted, ``subState`` names any other status, and added notes are kept. What the file said when it was
    exported stands in ``extra["fingerprint"]``.

    Raises
    ------
    UnsafeInputError
        If the file declares entities or is built to exhaust memory.
    InputError
        If the file is not XLIFF.
    """
    langs, number = ("ko", "en"), 0
    known: dict[str, str] = {}
    names = frozenset({"xliff", "file"})
    for event, element in parse_elements(
        path, root="xliff", starts=names, ends=frozenset({"unit", "trans-unit", "file", "metadata"}), bad=bad
    ):
        name = local_name(element)
        if event == "start" and name == "xliff":
            langs = (_lang(element.get("srcLang"), "ko"), _lang(element.get("trgLang"), "en"))
        elif event == "start":
            # Version 1.2 names its languages here, version 2 at the top.
            langs = (_lang(element.get("source-language"), langs[0]), _lang(element.get("target-language"), langs[1]))
            known = {"ko_file": element.get("original") or ""} if langs[0] == "ko" else {}
        elif name == "metadata":
            if local_name(element.getparent()) == "file":
                about = dict(_metas(element))
                known |= {"en_file": about.get("en-file", "")}
                known |= {name: about.get(name, "") for name in ("story", "encoder", "config", "run")}
        else:
            if name != "file":
                number += 1
                make = _pair if name == "unit" else _old_pair
                fallback = f"{path.name}#{number}"
                split = _segments(element, known, langs, fallback) if name == "trans-unit" else []
                pair = None if split else make(element, known, langs, fallback)
                yield from split
                if pair is not None:
                    yield pair
                elif not split and bad is not None:
                    bad.add(f"unit {number}", "has neither Korean nor English text")
            clear(element)


def _lang(code: str | None, default: str) -> str:
    return language_of_code(code) or (code or default).lower().split("-")[0]


def _metas(element: Any) -> Iterator[tuple[str, str]]:
    for meta in element.iter("{*}meta"):
        yield meta.get("type") or "", "".join(meta.itertext())


def _pair(unit: Any, known: Mapping[str, str], langs: tuple[str, str], fallback: str) -> ScoredPair | None:
    sides = {"source": "", "target": ""}
    state = sub_state = ""
    for part in unit.iterchildren("{*}segment", "{*}ignorable"):
        state, sub_state = part.get("state") or state, part.get("subState") or sub_state
        for side in sides:
            found = part.find("{*}" + side)
            sides[side] += "" if found is None else _text(found)
    texts = dict(zip(langs, sides.values(), strict=True))
    if not {"ko", "en"} <= set(texts) or not any(texts.values()):
        return None
    row: dict[str, Any] = {"parts": {}, "reasons": []}
    metas = {}
    for holder in unit.iterchildren("{*}metadata"):
        for name, text in _metas(holder):
            metas[name] = text
            take_prop(row, name, text)
    row = {name: text for name, text in known.items() if text} | row
    row["notes"] = [
        "".join(note.itertext()) for holder in unit.iterchildren("{*}notes") for note in holder.iterchildren("{*}note")
    ]
    row |= {"id": metas.get("id") or unit.get("name") or fallback, "ko": texts["ko"], "en": texts["en"]}
    row["status"] = _status(row.get("status"), state, sub_state, two_sided=all(texts.values()))
    if metas.get("fingerprint"):
        row["fingerprint"] = metas["fingerprint"]
        if state in ("reviewed", "final"):
            row["confirmed"] = True  # in a file of ours a person's word, though the aligner was sure before
    return ScoredPair.from_row(row)


def _segments(unit: Any, known: Mapping[str, str], langs: tuple[str, str], fallback: str) -> list[ScoredPair]:
    """Return the segments of a ``trans-unit`` that a tool has split (SDLXLIFF, MQXLIFF): ``mrk`` by its ``mid``."""
    sides: list[dict[str, str]] = []
    for names in (("seg-source", "source"), ("target",)):
        holder = next((found for name in names if (found := unit.find("{*}" + name)) is not None), None)
        marks = [] if holder is None else [m for m in holder.iter("{*}mrk") if m.get("mtype") == "seg"]
        sides.append({str(mark.get("mid")): _text(mark).strip() for mark in marks})
    # One segment is the whole unit.
    if len({**sides[0], **sides[1]}) < 2 or not {"ko", "en"} <= set(langs):
        return []
    pairs = []
    for mid in dict.fromkeys([*sides[0], *sides[1]]):
        texts = dict(zip(langs, (side.get(mid, "") for side in sides), strict=True))
        if any(texts.values()):
            row = {name: text for name, text in known.items() if text}
            pairs.append(ScoredPair.from_row({**row, "id": f"{fallback}.{mid}", "ko": texts["ko"], "en": texts["en"]}))
    return pairs


def _old_pair(unit: Any, known: Mapping[str, str], langs: tuple[str, str], fallback: str) -> ScoredPair | None:
    """Return a ``trans-unit`` of XLIFF 1.2; its id counts within a file only, so the fallback takes its place."""
    source, target = unit.find("{*}source"), unit.find("{*}target")
    texts = dict(zip(langs, ("" if side is None else _text(side) for side in (source, target)), strict=True))
    if not {"ko", "en"} <= set(texts) or not any(texts.values()):
        return None
    row: dict[str, Any] = {name: text for name, text in known.items() if text}
    row |= {"id": unit.get("resname") or fallback, "ko": texts["ko"], "en": texts["en"]}
    row["notes"] = ["".join(note.itertext()) for note in unit.iterchildren("{*}note")]
    kept: dict[str, Any] = {"parts": {}, "reasons": []}
    for context in unit.iter("{*}context"):
        name = (context.get("context-type") or "").removeprefix("x-aligner-")
        text = "".join(context.itertext())
        take_prop(kept, name, text)
        if name == "fingerprint":
            row["fingerprint"] = text
    if row.get("fingerprint"):
        state = "" if target is None else target.get("state") or ""
        done = unit.get("approved") == "yes" or state in ("final", "signed-off")
        kept["status"] = _status(kept.get("status"), "final" if done else "", "", two_sided=all(texts.values()))
        row = {**kept, **row, **({"confirmed": True} if done else {})}
    return ScoredPair.from_row(row)


def _status(exported: str | None, state: str, sub_state: str, *, two_sided: bool) -> str | None:
    told = sub_state.removeprefix("aligner:") if sub_state.startswith("aligner:") else None
    if told and told != exported:
        return told
    if state in ("reviewed", "final") and two_sided:
        return "accepted"
    return exported


# Native codes of XLIFF 1.2: their content is formatting, not language; in version 2 they have none.
_CODES = frozenset({"bpt", "ept", "it", "ph"})


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if local_name(child) == "cp":
            parts.append(_code_point(child.get("hex") or ""))
        elif local_name(child) and local_name(child) not in _CODES:
            parts.append(_text(child))
            if not parts[-1]:
                parts.append(code_text(child, parts[-2], child.tail))
        else:
            parts.append(code_text(child, parts[-1], child.tail))
        parts.append(child.tail or "")
    return "".join(parts)


def _code_point(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
