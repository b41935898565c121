"""One sentence of explanation for a finding, in Korean or English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from aligner.facts.model import Fact, Finding, Moment, Place, Severity, Suspect
from aligner.korean.particles import attach
from aligner.texts.values import moment_words, number_words
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.facts.story import Story

__all__ = ["explain", "finding_of", "retold", "value_text"]


def value_text(fact: Fact, lang: Literal["ko", "en"] = "en") -> str:
    """Return a fact's value as people write it: ``"320 million won"``, ``"3억2,000만 원"``, ``"Nov. 24, 2025"``."""
    value = fact.value
    if isinstance(value, Moment) or (isinstance(value, str) and fact.kind in ("date", "time")):
        return moment_words(str(value), lang)  # a fact on record holds its moment as text
    if not isinstance(value, float | int):
        return str(value)
    unit = "" if fact.unit in ("ordinal", "rank") else fact.unit
    return number_words(float(value), unit, lang, fact.high)


_TEXT: dict[str, tuple[str, str]] = {
    # reason or status -> (Korean, English); {ko} {en} the words, {kv} {ev} the values, with particles attached
    "magnitude": (
        "원문의 {ko_eun} {kv}인데 영문의 {en_eun} {ev}이어서 자릿수가 다릅니다.",
        "The Korean says {ko} ({kv}) but the English says {en} ({ev}): the magnitude differs.",
    ),
    "exclusive": (
        "원문에는 {ko_ra}고 되어 있으나 영문에는 {en_ra}고 되어 있습니다.",
        "The Korean says {ko} but the English says {en}.",
    ),
    "value": (
        "원문에는 {ko}{kv_in}{ko_after}고 되어 있으나 영문에는 {en}{ev_in}{en_after}고 되어 있습니다.",
        "The Korean says {ko}{kv_in} but the English says {en}{ev_in}.",
    ),
    "change": (
        "원문의 {ko_eu} 계산하면 영문의 {en_gwa} 맞지 않습니다.",
        "The change from {ko} does not come to {en}.",
    ),
    "points": (
        "원문의 {ko_gwa} 영문의 {en_eun} 단위가 다릅니다: 퍼센트와 퍼센트포인트를 확인하십시오.",
        "{ko} and {en} differ in unit: percent and percentage points are not the same.",
    ),
    "currency": (
        "원문의 {ko_gwa} 영문의 {en_eun} 통화가 다릅니다.",
        "{ko} and {en} are in different currencies.",
    ),
    "rate": (
        "영문의 달러 환산액 {en_i} 이 기사의 다른 환산액이나 통상 환율과 맞지 않습니다.",
        "The dollar conversion {en} does not fit the other conversions of this story or any usual exchange rate.",
    ),
    "conversion": (
        "영문에서 환산한 {en_i} 앞의 값과 맞지 않습니다.",
        "The conversion {en} does not fit the figure before it.",
    ),
    "date": (
        "원문의 날짜는 {ko}({kv})인데 영문의 날짜는 {en}({ev})입니다.",
        "The Korean date is {ko} ({kv}) but the English date is {en} ({ev}).",
    ),
    "weekday": (
        "원문의 {ko_eun} {kv}인데 영문의 요일 {en_gwa} 맞지 않습니다.",
        "{ko} is {kv}, which does not fall on {en}.",
    ),
    "weekday-alone": (
        "영문의 {en_i} 날짜와 맞지 않습니다.",
        "{en} does not fit the dates of the story.",
    ),
    "time": (
        "원문의 시각은 {ko}({kv})인데 영문의 시각은 {en}({ev})입니다.",
        "The Korean time is {ko} ({kv}) but the English time is {en} ({ev}).",
    ),
    "missing": (
        "원문의 {ko_i} 영문 어디에도 없습니다.",
        "{ko} of the Korean is nowhere in the English.",
    ),
    "moved-ko": (
        "원문의 {ko_i} 영문에서는 다른 문장에 있습니다.",
        "{ko} stands in another sentence of the English.",
    ),
    "moved-en": (
        "영문의 {en_i} 원문에서는 다른 문장에 있습니다.",
        "{en} comes from another sentence of the Korean.",
    ),
    "added": (
        "영문의 {en_i} 원문에 없습니다.",
        "{en} is not in the Korean.",
    ),
    "name": (
        "원문의 이름 {ko_i} 영문에서는 {en_eu} 되어 있습니다.",
        "The Korean names {ko} where the English has {en}.",
    ),
    "name-unknown": (
        "영문의 이름 {en_eun} 원문에 없습니다.",
        "The name {en} has no counterpart anywhere in the Korean.",
    ),
    "inconsistent": (
        "같은 사람의 이름이 영문에서 {kv_gwa} {ev_eu} 다르게 적혔습니다.",
        "One person is spelled both {kv} and {ev} in the English.",
    ),
    "negation-lost": (
        "원문에는 부정 표현({ko})이 있으나 영문에는 부정이 보이지 않습니다.",
        "The Korean is negative ({ko}) but the English shows no negation.",
    ),
    "negation-added": (
        "영문에는 부정 표현({en})이 있으나 원문에는 부정이 보이지 않습니다.",
        "The English is negative ({en}) but the Korean shows no negation.",
    ),
    "polarity": (
        "원문의 {ko_gwa} 영문의 {en_eun} 뜻이 반대입니다.",
        "{ko} and {en} say opposite things.",
    ),
    "bound": (
        "원문의 {ko_gwa} 영문의 {en_eun} 한도가 반대입니다.",
        "{ko} and {en} bound the figure from opposite sides.",
    ),
    "clause": (
        "원문의 절 '{ko}'에 해당하는 내용이 영문에 없습니다.",
        "The clause “{ko}” of the Korean has no counterpart in the English.",
    ),
}  # fmt: skip


def explain(
    reason: str, lang: Literal["ko", "en"], *, ko: str = "", en: str = "", ko_value: str = "", en_value: str = ""
) -> str:
    """Return the explanation of a finding.

    Parameters
    ----------
    reason
        A key of the message table, such as ``"magnitude"`` or ``"missing"``.
    lang
        Language of the explanation.
    ko, en, ko_value, en_value
        The words on each side and their values in words.

    Raises
    ------
    KeyError
        If `reason` has no message.
    """
    template = _TEXT[reason][0 if lang == "ko" else 1]
    # A value in brackets tells something only where it is not what the text says.
    blank = "" if lang == "ko" else " "
    pairs = (("kv_in", ko, ko_value), ("ev_in", en, en_value))
    values = {name: "" if value == text else f"{blank}({value})" for name, text, value in pairs}
    if lang == "ko":
        words = {"ko": f"'{ko}'", "en": f"'{en}'", "kv": ko_value, "ev": en_value}
        filled = {"ko": ko, "en": f"'{en}'", "kv": ko_value, "ev": en_value}
        for name, text in words.items():
            for suffix, particle in (("eun", "은"), ("i", "이"), ("gwa", "과"), ("eu", "으로"), ("ra", "이라")):
                filled[f"{name}_{suffix}"] = attach(text, particle)
            # A particle behind brackets takes the form of the word before them.
            filled[f"{name}_after"] = attach(text, "이라")[len(text) :]
        filled["ko"] = ko if reason == "clause" else f"'{ko}'"
        return template.format(**filled, **values)
    return template.format(ko=ko if reason == "clause" else f"“{ko}”", en=f"“{en}”", kv=ko_value, ev=en_value, **values)


def finding_of(suspect: Suspect, probability: float, severity: Severity, story: Story, lang: Lang) -> Finding:
    """Return a judged suspect as a finding, explained in `lang`."""
    ko, en = suspect.ko, suspect.en
    across = None
    if en is None and ko is not None:
        there = story.beads[story.bead_of["ko", ko.sentence]][1]
        across = there[0] if there else None
    words = {
        "ko": story.ko.texts[ko.sentence][ko.start : ko.end] if ko else "",
        "en": story.en.texts[en.sentence][en.start : en.end] if en else "",
    }
    values = {
        "ko_value": _value(ko, words["ko"], lang),
        "en_value": _value(en, words["en"], lang),
    }
    if first := suspect.detail.get("first"):
        values = {"ko_value": first, "en_value": words["en"]}
    return Finding(
        type=suspect.type,
        status=suspect.status,
        severity=severity,
        ko_sentence=ko.sentence if ko else None,
        en_sentence=en.sentence if en else across,
        ko_span=ko.span if ko else None,
        en_span=en.span if en else None,
        ko_text=words["ko"],
        en_text=words["en"],
        **(values if not first else {"ko_value": words["ko"], "en_value": f"{first} / {words['en']}"}),
        score=round(probability, 4),
        message=explain(suspect.reason, lang, **words, **values),
        reason=suspect.reason,
        ko_fact=ko.fact if ko else None,
        en_fact=en.fact if en else None,
    )


def retold(row: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return a finding's row (`Finding.as_dict`) with its values and its explanation in another language."""
    if row.get("reason") not in _TEXT:  # of a version that did not keep it
        return dict(row)
    values = dict(row["values"])
    for side, plain in (row.get("facts") or {}).items():
        if plain is not None:
            fact = Fact(plain["kind"], plain["value"], 0, 0, "", plain["unit"], high=plain["high"])
            values[side] = value_text(fact, lang)
    first, _, second = values["en"].partition(" / ") if row["reason"] == "inconsistent" else ("", "", "")
    told = {"ko_value": first or values["ko"], "en_value": second or values["en"]}
    message = explain(row["reason"], lang, ko=row["ko_text"], en=row["en_text"], **told)
    return {**row, "values": values, "message": message}


def _value(place: Place | None, words: str, lang: Lang) -> str:
    if place is None:
        return ""
    return words if place.fact is None else value_text(place.fact, lang)
