"""Parts of speech and morphology as the model's attribute ruler sets them, several times as fast.

The ruler matches some 170 patterns against every token. All but a few are of one token and ask for nothing but its tag,
its relation and whether it is one of some hundred words, so that what they set is remembered by these. A Doc with a
token that is new, or that may begin a longer pattern, is left to the ruler itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from thinc.types import Ints2d

Key = tuple[int, ...]
_SET: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]


class RememberedAttributes:
    """The pipeline component: an attribute ruler with a memory."""

    def __init__(self, nlp: Language, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._strings = nlp.vocab.strings
        rules = cast(list[dict[str, Any]], ruler.patterns)
        patterns: list[list[dict[str, Any]]] = [pattern for rule in rules for pattern in rule["patterns"]]
        tokens = [token for pattern in patterns for token in pattern]
        self._asked: list[int | str] = [*sorted({name for token in tokens for name in token} - {"LOWER"}), "LOWER"]
        self._words = [token["LOWER"] for token in tokens if "LOWER" in token]
        self._openings = Matcher(nlp.vocab)
        self._openings.add("opening", [[pattern[0]] for pattern in patterns if len(pattern) > 1])
        self._named: dict[int, int] = {}
        self._known: dict[Key, Sequence[int] | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        keys = self._keys(doc)
        known = [self._known.get(key) for key in keys]
        if all(known):
            return doc.from_array(_SET, cast("Ints2d", np.array(known, dtype=np.uint64)))
        openings = {keys[start] for _, start, _ in self._openings(doc, allow_missing=True)}
        self._ruler(doc)
        if not openings:
            self._known.update(zip(keys, doc.to_array(_SET).tolist(), strict=True))
        return doc

    def _keys(self, doc: Doc) -> list[Key]:
        """All that the patterns of one token can ask of each token."""
        named = self._named
        rows = doc.to_array(self._asked).tolist()
        for row in rows:
            word = named.get(row[-1])
            if word is None:
                word = named[row[-1]] = row[-1] if self._is_named(self._strings[row[-1]]) else 0
            row[-1] = word
        return [tuple(row) for row in rows]

    def _is_named(self, word: str) -> bool:
        return any(_fits(word, asked) for asked in self._words)


def _fits(word: str, asked: str | dict[str, Any]) -> bool:
    """Whether a word is one that a pattern asks for; where that is hard to say, it is taken for one."""
    if isinstance(asked, str):
        return word == asked
    if asked.keys() == {"IN"}:
        return word in asked["IN"]
    return asked.keys() != {"REGEX"} or re.search(asked["REGEX"], word) is not None


@Language.factory("factledger_attributes")
def remembered_attributes(nlp: Language, name: str) -> RememberedAttributes:
    """The component for a pipeline that holds a (disabled) attribute ruler."""
    return RememberedAttributes(nlp, cast(AttributeRuler, nlp.get_pipe("attribute_ruler")))
