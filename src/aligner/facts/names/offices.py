"""Sorts of public bodies, by the words of their names."""

from __future__ import annotations

import re

__all__ = ["office"]

_OFFICES = (
    (re.compile(r"[Mm]inist|[가-힣]부$|[가-힣]부 ?장관$|장관$|Department"), "ministry"),
    (re.compile(r"Party|Democrats|^DP$|^PPP$|당$|국민의힘"), "party"),
    (re.compile(r"Court|법원$|재판소$|헌재|대법"), "court"),
    (re.compile(r"Bank|은행$|한은|BOK|Federal Reserve|^Fed$|연준|연방준비|ECB|BOJ|PBOC"), "bank"),
    (re.compile(r"University|대학교?$|대$"), "university"),
    (
        re.compile(
            r"Times|Post|Journal|Guardian|^Le [MF]|Spiegel|Zeitung|Anzeiger|Shimbun|Nikkei|Daily|Xinhua|Kyodo|Reuters|"
            r"Bloomberg|Reporter|Allgemeine|Corriere|Pais|Yomiuri|Asahi|Mainichi|Sankei|타임스|포스트|저널|신문$|일보$|"
            r"통신$|시보$|차이퉁|르몽드|르피가로|슈피겔|가디언|안차이거|로이터|블룸버그"
        ),
        "press",
    ),
    (
        re.compile(
            r"Service|Commission|Agency|Administration|Office|Board|Cheong Wa Dae|Blue House|"
            r"[청처]$|위원회$|감독?원$|정원$|"
            r"안보실|대통령실|[가-힣]위$"
        ),
        "agency",
    ),
    (
        re.compile(r"U\.?N|United Nations|Organization|Fund|OECD|IMF|WHO|WTO|NATO|ASEAN|APEC|IAEA|"
            r"유엔|기구$|나토|아세안|협력체$"),
        "international",
    ),
    (
        re.compile(
            r"White House|National Assembly|JCS|Joint Chiefs|prosecution|Guard|백악관|국회|"
            r"합참|합동참모|검찰|해경"
        ),
        "state",
    ),
)  # fmt: skip


def office(name: str) -> str:
    """Return the sort of an organisation, Korean or English: a ministry can only be confused with a ministry.

    Examples
    --------
    >>> office("교육부"), office("Bank of Korea"), office("Hanbit Chemical")
    ('ministry', 'bank', 'company')
    """
    return next((sort for pattern, sort in _OFFICES if pattern.search(name)), "company")
