"""XLIFF 1.2 (OASIS Standard, 1 February 2008): what translators' tools of the last twenty years exchange.

One ``file`` a story, one ``trans-unit`` a pair. Status, scores and the fingerprint that lets a review find its way
back stand in a ``context-group`` (section 2.2.2 there), which tools keep and do not show. `aligner.exporters.xliff`
reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.artifacts import atomic_text
from aligner.exporters.characters import xml_attribute, xml_text
from aligner.exporters.model import EVERYTHING, PROVENANCE, ExportOptions, ExportResult, Tally
from aligner.exporters.tmx import pair_props
from aligner.pairs import ScoredPair

__all__ = ["write"]

# Section 3.1 "state" there. What a person has not confirmed still wants a look.
_STATES = {"accepted": "translated", "doubtful": "needs-review-translation", "rejected": "needs-translation"}


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write every pair, one-sided ones too unless `one_sided` is False; characters that XML forbids are counted."""
    tally = Tally()
    changed = tally.changed
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    with atomic_text(path, compress=options.gzip or path.suffix == ".gz") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2"')
        stream.write(' xmlns="urn:oasis:names:tc:xliff:document:1.2">\n')
        story: str | None = None
        number = 0
        for pair in chosen:
            if pair.story != story:
                stream.write("</body>\n</file>\n" if story is not None else "")
                stream.write(_file_head(pair.story, options.provenance(pair)["ko_file"], options, changed))
                story, number = pair.story, 0
            number += 1
            stream.write(_unit(pair, number, changed))
        if story is None:
            stream.write(_file_head("", dict.fromkeys(PROVENANCE, "")["ko_file"], options, changed))
        stream.write("</body>\n</file>\n</xliff>\n")
    return tally.result("xliff12", [path])


def _file_head(story: str, source: str, options: ExportOptions, changed: Counter[str]) -> str:
    version = xml_attribute(options.info.version or "0", changed)
    return (
        f'<file original={xml_attribute(source or story or "corpus", changed)} source-language="ko-KR" '
        f'target-language="en-US" datatype="plaintext" xml:space="preserve">\n'
        f'<header><tool tool-id="aligner" tool-name="aligner" tool-version={version}/></header>\n<body>\n'
    )


def _unit(pair: ScoredPair, number: int, changed: Counter[str]) -> str:
    approved = ' approved="yes"' if pair.extra.get("reviewed") and pair.status == "accepted" else ""
    parts = [
        f'<trans-unit id="{number}" resname={xml_attribute(pair.id, changed)}{approved}>\n'
        f"<source>{xml_text(pair.ko, changed)}</source>\n"
    ]
    if pair.en:
        state = "final" if approved else _STATES.get(pair.status, "needs-translation")
        parts.append(f'<target state="{state}">{xml_text(pair.en, changed)}</target>\n')
    items = [("fingerprint", pair.fingerprint), *pair_props(pair)]
    contexts = "".join(
        f"<context context-type={xml_attribute(f'x-aligner-{name}', changed)}>{xml_text(text, changed)}</context>"
        for name, text in items
    )
    parts.append(f'<context-group name="aligner" purpose="x-aligner">{contexts}</context-group>\n')
    parts += [f"<note>{xml_text(note, changed)}</note>\n" for note in pair.notes]
    return "".join([*parts, "</trans-unit>\n"])
