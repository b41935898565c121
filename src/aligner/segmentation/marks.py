"""What may stand right behind a stop and belongs to the sentence it ends: footnotes, emoji, credits, left-over tags."""

from __future__ import annotations

__all__ = ["AFTER_STOP", "STOPS", "plain_stops"]

STOPS = ".?!…⋯‥。．｡！？‼⁇⁈⁉❗❓"
"""Characters that end sentences, as a regular-expression class."""

_FULL_WIDTH = str.maketrans("．！？‼⁇⁈⁉❗❓｡", ".!?!???!?。")

AFTER_STOP = (
    r"(?:"
    r"\[(?:\^?\d{1,3}(?:[,–-]\s?\d{1,3})*|[a-z*†‡]|주\s?\d{0,2}|note\s\d{1,2})\]"
    r"|[¹²³⁰⁴-⁹₀-₉①-⑳⑴-⒇*†‡§]{1,8}"
    r"|<sup>[^<>]{1,8}</sup>|[*†‡]\d{1,2}\)?|(?<=[a-z]{4}\.)\d{1,2}(?=\s)|(?<=[다요]\.)\d{1,2}(?=\s)"
    r"|</?[A-Za-z][A-Za-z0-9]{0,10}\s?/?>|&(?:nbsp|quot|amp);"
    r"|\s?[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2764\ufe0e\ufe0f\u20e3]{1,8}"
    r"|\s?[(\[](?:사진|자료|그래픽|영상|출처|Photo|Image|Picture)\s?[=:：/][^()\[\]]{1,40}[)\]]"
    r"){0,6}"
)
"""Regular expression of such marks; bounded, so that work stays linear."""


def plain_stops(stops: str) -> str:
    """Return full-width and ornamental stops as their plain forms."""
    return stops.translate(_FULL_WIDTH)
