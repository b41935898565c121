"""What the tag and the class names of an element say of the text inside it; no name belongs to one site."""

from __future__ import annotations

import re

from aligner.readers.markup import Node
from aligner.types import Role

__all__ = ["HEADINGS", "TITLE_WORDS", "is_others", "role_of_names", "role_of_tag"]

_STRONG_TAGS: dict[str, Role] = {
    "nav": Role.FURNITURE,
    "footer": Role.FURNITURE,
    "aside": Role.FURNITURE,
    "form": Role.FURNITURE,
    "button": Role.FURNITURE,
    "fieldset": Role.FURNITURE,
    "menu": Role.FURNITURE,
    "dialog": Role.FURNITURE,
    "figcaption": Role.CAPTION,
    "figure": Role.CAPTION,
    "address": Role.BYLINE,
}
_ARIA_ROLES = frozenset("navigation complementary contentinfo search banner dialog menu menubar toolbar alert".split())
_FURNITURE_WORDS = frozenset(
    "nav navi navigation gnb lnb snb menu menus breadcrumb breadcrumbs location footer share shares sharing "
    "tweet tweets "
    "sharebar sns social related relation relate relnews recommend recommended recommendation recommendations "
    "popular ranking rank mostread mostviewed most hot trending trend comment comments reply replies ad ads adv "
    "advert advertisement advertising banner promo promotion newsletter subscribe subscription cookie cookies "
    "consent popup modal toolbar util utils utility skip skipnav sidebar aside widget tag tags keyword keywords "
    "topics copyright login signin search pagination pager pagenavi fontsize print tts translate reaction "
    "reactions sympathy emotion poll survey donation sponsor sponsored outbrain taboola dable readmore more "
    "morenews latest headlines editorpick picks similar next prev previous date dates time datetime published "
    "pubdate timestamp update updated tools btn btns button buttons topbar ticker breaking jebo report tip recirc "
    "recirculation teaser teasers rail feedback correction disclaimer legal app appdown follow channel".split()
)
# Names written in one: relatedposts, sharebox, commentlist.
_FURNITURE_START = re.compile(
    "related|recommend|share|sns|comment|advert|banner|newsletter|subscri|signup|popular|breadcrumb|copyright|footer|"
    "sidebar|ranking|mostread|mostview|sponsor|promo|cookie|paginat|paywall|donat|trending|hotnews|bestnews"
)
_OTHERS_WORDS = re.compile("tweets?$|comments?$|commentlist|reply|replies|related|recommend|outbrain|taboola|disqus")
_WRAPPERS = frozenset({"html", "body", "main", "article"})
_CAPTION_WORDS = frozenset(
    "caption captions figcaption cutline photo photos image images img imgs figure picture pictures pic thumb "
    "thumbnail gallery slide slider carousel video player credit".split()
)
_BYLINE_WORDS = frozenset(
    "byline author authors writer reporter journalist correspondent profile contributor reporters".split()
)
_SUBHEAD_WORDS = frozenset(
    "pullquote subtitle subtit subheading subhead subheadline deck dek standfirst summary midtitle kicker "
    "eyebrow".split()
)
TITLE_WORDS = frozenset("title tit headline heading subject hed".split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def role_of_tag(node: Node, empty: frozenset[str]) -> Role | None:
    """Return the role that an element's tag or ARIA role gives; tags in `empty` mean nothing on this page."""
    if node.tag in _STRONG_TAGS and node.tag not in empty:
        return _STRONG_TAGS[node.tag]
    if node.attributes.get("role", "").lower() in _ARIA_ROLES or node.attributes.get("aria-hidden") == "true":
        return Role.FURNITURE
    return None


def role_of_names(node: Node, empty: frozenset[str]) -> Role | None:
    """Return the role that an element's class names give; words in `empty` mean nothing on this page."""
    words = node.words - {word for word in empty if not _OTHERS_WORDS.match(word)}
    if words & _CAPTION_WORDS and node.tag not in HEADINGS:
        return Role.CAPTION
    if words & _SUBHEAD_WORDS or {"sub", "title"} <= words or {"sub", "tit"} <= words:
        return Role.SUBHEAD
    if words & _BYLINE_WORDS:
        return Role.BYLINE
    if words & _FURNITURE_WORDS or {"sign", "up"} <= words or any(map(_FURNITURE_START.match, words)):
        return Role.FURNITURE
    return None


def is_others(node: Node) -> bool:
    """Tell whether an element is named as a list of comments or of other stories."""
    return node.tag not in _WRAPPERS and any(map(_OTHERS_WORDS.match, node.words))
