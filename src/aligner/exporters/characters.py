"""Characters that a format forbids or that a spreadsheet would run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

__all__ = ["encodable", "guard_formula", "legal_xml", "one_line", "unguard_formula", "xml_attribute", "xml_text"]

# XML 1.0 fifth edition, production 2 (Char), negated. Lone surrogates cannot be encoded in UTF-8 at all.
_ILLEGAL_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Nearly every text has nothing to escape: one search instead of five replacements.
_SPECIAL = re.compile("[^\t\n\u0020-\u0025\u0027-\u003b=\u003f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED = re.compile('["\n\t]')

# What spreadsheets take for the start of a formula (OWASP "CSV Injection"), with the full-width forms that some
# East Asian locales fold first. White space before the sign does not stop a spreadsheet.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠]")

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(value: Any, changed: Counter[str]) -> Any:
    """Return `value` with U+FFFD for every lone surrogate in its texts, however deep they lie, and count them."""
    if isinstance(value, str):
        text, replaced = _SURROGATE.subn("\ufffd", value)
        if replaced:
            changed["lone surrogates replaced by U+FFFD"] += replaced
        return text
    if isinstance(value, Mapping):
        return {encodable(key, changed): encodable(item, changed) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(encodable(item, changed) for item in value)
    return value


def legal_xml(text: str, changed: Counter[str]) -> str:
    """Return `text` without what XML 1.0 forbids, counted."""
    text, removed = _ILLEGAL_XML.subn("", text)
    if removed:
        changed["illegal characters removed"] += removed
    return text


def xml_text(text: str, changed: Counter[str]) -> str:
    """Return `text` as XML character data; what XML 1.0 forbids is removed and counted.

    A carriage return is written as a reference, since a parser would turn it into a line feed.
    """
    if not _SPECIAL.search(text):
        return text
    text = legal_xml(text, changed)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def xml_attribute(text: str, changed: Counter[str]) -> str:
    """Return `text` as a double-quoted attribute value, quotes included; white space is kept by reference."""
    text = xml_text(text, changed)
    if _QUOTED.search(text):
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{text}"'


def one_line(text: str, changed: Counter[str]) -> str:
    """Return `text` without tabs and line ends, each run of them replaced by a space and counted."""
    flat, breaks = _BREAKS.subn(" ", text)
    if breaks:
        changed["tabs and line ends replaced by spaces"] += breaks
    return flat


def guard_formula(text: str, changed: Counter[str]) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run, such as ``=HYPERLINK(…)``.

    A text that already starts with apostrophes and such a sign gets one more, so that `unguard_formula` always gives
    the text back.
    """
    if not _FORMULA.match(text):
        return text
    changed["cells guarded against formulas"] += 1
    return f"'{text}"


def unguard_formula(cell: str) -> str:
    """Take off the apostrophe that `guard_formula` put on."""
    return cell[1:] if _GUARDED.match(cell) else cell
