"""TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_text
from aligner.exporters.characters import xml_attribute, xml_text
from aligner.exporters.columns import own_items
from aligner.exporters.model import ABOUT, EXCHANGE, PROVENANCE, BadUnits, ExportOptions, ExportResult, Tally
from aligner.exporters.safe_xml import LANG, clear, code_text, local_name, parse_elements
from aligner.korean.languages import language_of_code
from aligner.pairs import NOT_OF_PAIRS, ScoredPair

__all__ = ["pair_props", "read", "take_prop", "write"]

# <prop type="x-…">: the specification reserves unprefixed types and lets tools name their own with "x-".
_PREFIX = "x-aligner-"
_OF_A_RUN = ("encoder", "config", "run")


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs` as translation units; one-sided ones only with `one_sided`.

    Scores, status, sentence numbers and offsets stand in ``prop``, findings and comments in ``note``. Characters that
    XML forbids are removed and counted.
    """
    tally = Tally()
    changed = tally.changed
    one_sided = bool(options.one_sided)
    statuses = options.statuses or (EXCHANGE | {"omitted", "added"} if one_sided else EXCHANGE)
    with atomic_text(path, compress=options.gzip or path.suffix == ".gz") as stream:
        created = f' creationdate="{stamp(options.created)}"' if options.created else ""
        version = xml_attribute(options.info.version or "0", changed)
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
            '<tmx version="1.4">\n'
            f'<header creationtool="aligner" creationtoolversion={version} segtype="sentence" '
            f'o-tmf="aligner pairs.jsonl" adminlang="en-US" srclang="ko-KR" datatype="plaintext"{created}>\n'
        )
        shared = dict(options.info.items())
        for name, text in shared.items():
            stream.write(f"{_prop(name, text, changed)}\n")
        stream.write("</header>\n<body>\n")
        for pair in tally.chosen(pairs, statuses, one_sided):
            stream.write(_unit(pair, options.provenance(pair), shared, changed))
        stream.write("</body>\n</tmx>\n")
    return tally.result("tmx", [path])


def _prop(name: str, text: str, changed: Counter[str]) -> str:
    return f'<prop type="{_PREFIX}{xml_attribute(name, changed)[1:-1]}">{xml_text(text, changed)}</prop>'


def _unit(pair: ScoredPair, provenance: Mapping[str, str], shared: Mapping[str, str], changed: Counter[str]) -> str:
    several = max(len(pair.ko_sentences), len(pair.en_sentences)) > 1
    attributes = f" tuid={xml_attribute(pair.id, changed)}" + (' segtype="block"' if several else "")
    if who := pair.extra.get("reviewer"):
        attributes += f" changeid={xml_attribute(str(who), changed)}"
    if when := stamp(pair.extra.get("reviewed_at")):
        attributes += f' changedate="{when}"'
    lines = [f"<tu{attributes}>"]
    lines += [f"<note>{xml_text(note, changed)}</note>" for note in pair.notes]
    lines += [_prop(name, text, changed) for name, text in pair_props(pair)]
    # What is the same for all stands in the header.
    lines += [_prop(n, provenance[n], changed) for n in _OF_A_RUN if provenance[n] and provenance[n] != shared.get(n)]
    for lang, text in (("ko", pair.ko), ("en", pair.en)):
        if text:
            file = provenance[f"{lang}_file"]
            where = _prop("file", file, changed) if file else ""
            lines.append(f'<tuv xml:lang="{_CODES_OUT[lang]}">{where}<seg>{xml_text(text, changed)}</seg></tuv>')
    lines.append("</tu>\n")
    return "\n".join(lines)


# With the region: translators' tools match "ko" and "ko-KR" in one direction only.
_CODES_OUT = {"ko": "ko-KR", "en": "en-US"}


def stamp(when: object) -> str:
    """Return an ISO time as TMX writes it, ``YYYYMMDDThhmmssZ``; ``""`` for what is no time."""
    try:
        time = datetime.fromisoformat(str(when or ""))
    except ValueError:
        return ""
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def pair_props(pair: ScoredPair) -> Iterator[tuple[str, str]]:
    """Yield everything but id, texts and notes as ``(name, text)``; `take_prop` is the way back."""
    if pair.story:
        yield "story", pair.story
    yield "type", pair.type
    yield "status", pair.status
    for name, value in own_items(pair):
        if isinstance(value, str):
            yield name if name in ABOUT else f"own-{name}", value
        else:
            yield f"json-{name}", json.dumps(value, ensure_ascii=False, default=str)
    if pair.score is not None:
        yield "score", repr(pair.score)
    for name, value in pair.parts.items():
        yield f"part-{name}", repr(value)
    for side in ("ko", "en"):
        if numbers := getattr(pair, f"{side}_sentences"):
            yield f"{side}-sentences", " ".join(map(str, numbers))
        if offsets := getattr(pair, f"{side}_offsets"):
            yield f"{side}-offsets", " ".join(f"{a}-{b}" for a, b in offsets)
    if pair.moved:
        yield "moved", "true"
    for name in ("tier", "split"):
        if value := getattr(pair, name):
            yield name, value
    for reason in pair.reasons:
        yield "reason", reason


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the Korean–English units of a TMX file of any maker; inline codes (``bpt``, ``ph`` …) are dropped.

    Raises
    ------
    UnsafeInputError
        If the file declares entities or is built to exhaust memory.
    InputError
        If the file is not TMX.
    """
    number = 0
    known: dict[str, str] = {}
    for _, unit in parse_elements(path, root="tmx", starts=frozenset(), ends=frozenset({"tu", "header"}), bad=bad):
        if local_name(unit) == "tu":
            number += 1
            pair = _pair(unit, f"{path.name}#{number}", known)
            if pair is not None:
                yield pair
            elif bad is not None:
                bad.add(f"unit {number}", "has neither Korean nor English text")
        else:
            known = {name: text for name, text in _props(unit) if name in PROVENANCE}
        clear(unit)


def _props(element: Any) -> Iterator[tuple[str, str]]:
    """Yield our own props of `element` as ``(name, text)``."""
    for prop in element.iterchildren("prop"):
        kind = prop.get("type") or ""
        if kind.startswith(_PREFIX):
            yield kind.removeprefix(_PREFIX), "".join(prop.itertext())


def _pair(unit: Any, fallback: str, known: Mapping[str, str]) -> ScoredPair | None:
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    for tuv in unit.iterchildren("tuv"):
        lang = language_of_code(tuv.get(LANG) or tuv.get("lang"))
        seg = tuv.find("seg")
        # Of several variants of a language (en-US, en-GB) the first that says something stands.
        if lang is not None and not texts.get(lang) and seg is not None:
            texts[lang] = _seg_text(seg)
            files |= {f"{lang}_file": text for name, text in _props(tuv) if name == "file"}
    if not texts:
        return None
    row: dict[str, Any] = {"id": unit.get("tuid") or fallback, "ko": texts.get("ko", ""), "en": texts.get("en", "")}
    notes = ["".join(note.itertext()) for note in unit.iterchildren("note")]
    props: dict[str, Any] = {"parts": {}, "reasons": [], "notes": notes}
    for name, text in _props(unit):
        take_prop(props, name, text)
    return ScoredPair.from_row({**props, **row, **known, **files})


# Native codes: their content is formatting, not language (TMX 1.4b, "Content Markup"); hi and sub hold real text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def _seg_text(seg: Any) -> str:
    parts = [seg.text or ""]
    for child in seg:
        if local_name(child) and local_name(child) not in _CODES:
            parts.append(_seg_text(child))
        else:
            parts.append(code_text(child, parts[-1], child.tail))
        parts.append(child.tail or "")
    return "".join(parts)


def take_prop(row: dict[str, Any], name: str, text: str) -> None:
    """Put one of our own props back; an unreadable value (edited by hand) is left out rather than guessed."""
    try:
        if name == "score":
            row["score"] = float(text)
        elif name.startswith("part-"):
            row["parts"][name.removeprefix("part-")] = float(text)
        elif name in ("ko-sentences", "en-sentences"):
            row[name.replace("-", "_")] = [int(n) for n in text.split()]
        elif name in ("ko-offsets", "en-offsets"):
            row[name.replace("-", "_")] = [[int(n) for n in span.split("-")] for span in text.split()]
        elif name == "moved":
            row["moved"] = text == "true"
        elif name == "reason":
            row["reasons"].append(text)
        elif name in ("story", "type", "status", "tier", "split", *ABOUT, *_OF_A_RUN):
            row[name] = text
        elif name.startswith(("own-", "json-")):
            kind, _, own = name.partition("-")
            if own not in NOT_OF_PAIRS:
                row.setdefault(own, text if kind == "own" else json.loads(text))
    except (ValueError, RecursionError):
        return
