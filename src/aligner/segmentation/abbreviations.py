"""Word lists of the English splitter, in lower case unless said otherwise; the Korean one uses them too."""

from __future__ import annotations

__all__ = [
    "BEFORE_LETTER",
    "BEFORE_NUMBER",
    "ENDING",
    "ENDS_BEFORE_NAMES",
    "EXCLAIMING",
    "MONTHS",
    "NAMES",
    "NEVER",
    "SAYING_EN",
    "STARTERS",
    "TITLES",
]

TITLES = frozenset(
    "mr mrs ms mx messrs mmes dr drs prof gen col lt sgt maj capt cpt cmdr cdr cpl pvt adm brig rep reps sen sens gov "
    "govs rev revs hon pres supt insp det amb atty fr sr st ste mt ft pt mgr msgr dep asst assoc sec secy spc pfc "
    "vice-adm comdr ven pte wm chas geo jos thos".split()
)
"""Always followed by a name, so their full stop never ends a sentence."""

NEVER = frozenset("vs v viz cf i.e e.g ca approx al incl esp resp aka a.k.a excl hrsg op nos".split())
"""Their full stop never ends a sentence before a capital letter or figure."""

MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)

BEFORE_NUMBER = frozenset(
    "no nos p pp art arts sec secs vol vols fig figs ch chap para paras par ed eds rs tel ext st rm apt lot bldg "
    "mt ver v c ca approx cl hr est".split()
)
"""Their full stop ends no sentence before a figure: ``No. 1``; elsewhere ("He said no. Then") it may."""

ENDING = frozenset(
    "inc corp co cos ltd llc llp plc bros intl int'l jr sr esq ph.d phd md ave blvd rd dr hwy pkwy dept dist div univ "
    "inst assn assoc bldg est etc calif conn fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore "
    "pa penn tenn tex va vt wash wis wyo ala ariz ark colo del mr ltda ag s.a n.v b.v gmbh sq lb lbs oz hr hrs min mph "
    "prov ft gov't dept approx alta ont que bro natl nat'l comm exec".split()
)
"""May end a sentence, and do when a word that likes to begin one follows."""

EXCLAIMING = frozenset({"Yahoo", "Jeopardy", "Yum", "Oklahoma", "Jeb", "Wham", "Airplane"})
"""Names that carry an exclamation mark (as written)."""

BEFORE_LETTER = frozenset(
    "plan group class grade type section vitamin hepatitis category phase part chapter team block zone gate exhibit "
    "terminal schedule appendix point war series influenza tier unit line title serie liga level option model".split()
)
"""A single capital after one of these is a label, not an initial."""

STARTERS = frozenset(
    "The A An He She It They We I You His Her Its Their Our My Your This That These Those There Here In On At But And "
    "Or Nor So If When While As After Before For From By With Without Since Because Until Unless Though Although "
    "However Meanwhile Moreover Furthermore Instead Also Still Then Now Yet Even Just Only What Who Whom Whose Where "
    "Why How Which Whether Not No Yes One Two Three Four Five Six Seven Eight Nine Ten Some Many Most More Much Few "
    "All Both Each Every Either Neither Another Other Others Several Such Last Earlier Later Under Over During "
    "Despite Following According Among Amid Between Through Throughout Against About Asked Analysts Officials "
    "Police Experts Critics Prosecutors Investigators Rescuers Residents Lawmakers Shares Sales Exports Imports "
    "Prices Production Trading Markets Separately Additionally Previously Currently Recently Today Tomorrow "
    "Yesterday Nobody Everyone Someone Anyone Nothing Everything Something Perhaps Maybe Once Thus Hence Therefore "
    "Otherwise Besides Nevertheless Nonetheless Indeed Finally First Second Third Let Do Does Did Is Are Was Were Can "
    "Could Would Should Will It's That's There's He's She's They're We're I'm I've I'd We've You're Don't Didn't It’s "
    "That’s There’s He’s She’s They’re We’re I’m I’ve You’re Don’t Didn’t Mr Mrs Ms Dr".split()
)
"""Words, as written, that begin sentences far more often than they follow an abbreviation inside one."""

NAMES = frozenset(
    "Kim Lee Yi Rhee Park Pak Choi Jung Jeong Chung Kang Cho Yoon Yun Jang Chang Lim Im Han Oh Seo Suh Shin "
    "Kwon Hwang Ahn Song Ryu Yoo Yu Hong Moon Roh Noh Bae Baek Paik Nam Shim Joo Woo Yang Son Sohn Ko Koh Goh "
    "Cha Ri Heo Hur Jin Um Chun Bang Kong Hyun Ham Byun Yeom Choo Sung Trump Biden Putin Xi Zelenskyy Ishiba "
    "Kishida Abe".split()
)
"""Family names in Korean news: after a country's or company's abbreviation they begin a sentence."""

ENDS_BEFORE_NAMES = frozenset("u.s u.k u.n u.a.e d.c e.u a.m p.m inc corp ltd etc".split())

SAYING_EN = (
    "said|says|say|asked|asks|added|adds|told|tells|wrote|writes|replied|replies|shouted|cried|wondered|tweeted|posted|"
    "exclaimed|joked|recalled|continued|insisted|declared|quipped|responded|demanded|yelled|noted|queried|inquired|"
    "remarked|explained|concluded|warned|argued"
)
"""Regular expression of verbs that follow a quotation and its speaker."""
