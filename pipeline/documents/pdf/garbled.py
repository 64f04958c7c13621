"""Pages whose text layer does not say what they show: their fonts lack a map to characters or have a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from pipeline.documents.language import share_of_small_words

_CODE = re.compile(r"\(cid:\d+\)")
"""What converters write for a glyph that they cannot name."""
_FEWEST_CODES = 3
_WITHOUT_MEANING = frozenset({"Cc", "Co", "Cn", "Cs"})
_ODD = 0.15
"""Share of the characters on a page that have no meaning, from which on it is garbled."""
_FEWEST_ODD = 15
_RARE, _MOST_RARE = frozenset("#&~{}\\^@<>`"), 0.1
"""Signs that no text is rich in, and the share of all from which on letters hide behind them."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"[a-z]{4,}")
_UNSPEAKABLE = re.compile(r"[^aeiouy]{5,}|^[^aeiouy]+$")
_FEWEST_LONG, _MOST_UNSPEAKABLE = 12, 0.2
_EDGES = "\"'“”‘’()[]{}<>.,;:!?*…–—-_/|•·"
_SOUND = re.compile(r"\w+(?:[-'’./&@–—:,=?%+~]+\w+)*[%+°/]?|[$€£¥₹+~±≈<>≤≥=−#@&-]{0,3}\w[\w.,:/%–-]*|(\W)\1*")
"""A word, a number, an address, or one sign however often."""
_FEWEST_TOKENS, _MOST_UNSOUND = 12, 0.3
_FEW_SMALL_WORDS = 0.03
"""Every language that is known here has more of them in any running text."""


def is_garbled(text: str) -> bool:
    """Whether the text of a page stands for other characters than those that a reader sees."""
    signs = "".join(text.split())
    codes = _CODE.findall(text)
    if len(codes) >= _FEWEST_CODES and sum(map(len, codes)) > _ODD * len(signs):
        return True
    odd = sum(count for char, count in Counter(signs).items() if _is_odd(char))
    if odd >= _FEWEST_ODD and odd > _ODD * len(signs):
        return True
    words = _WORD.findall(text.lower())
    rare = sum(char in _RARE for char in signs)
    if rare >= _FEWEST_ODD and rare > _MOST_RARE * len(signs):
        return True
    if words and share_of_small_words(words) >= _FEW_SMALL_WORDS:
        return False
    long = [word for word in words if _LONG.fullmatch(word)]
    if len(long) >= _FEWEST_LONG and sum(_UNSPEAKABLE.search(w) is not None for w in long) > _MOST_UNSPEAKABLE * len(
        long
    ):
        return True
    tokens = [token for each in text.split() if len(token := each.strip(_EDGES)) > 2]
    unsound = sum(_SOUND.fullmatch(token) is None for token in tokens)
    return len(tokens) >= _FEWEST_TOKENS and unsound > _MOST_UNSOUND * len(tokens)


def _is_odd(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in _WITHOUT_MEANING
