"""Growth and drops: the word that makes a quantity one, and what grew or fell."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.reading.claims.clauses import clause, object_of, object_of_preposition, subject_of
from pipeline.reading.claims.counted import Counted, CountedNouns
from pipeline.reading.claims.parsing import ParsedPassage, lemma_of
from pipeline.reading.claims.ties import CHANGES
from pipeline.records.model import Direction, Quantity


def change_cue(parsed: ParsedPassage, j: int) -> Span | None:
    """The word that makes a quantity a growth or a drop: "a 78% decrease", "grew by 2.9 million", "62% higher"."""
    anchor, quantity = parsed.anchor(j), parsed.quantities[j]
    relative = quantity.unit in {"percent", "times", "percentage points"} and quantity.form != "ratio"
    found: list[tuple[float, Span]] = []
    for span in parsed.doc.spans.get("cascade", []):
        measure, _, sort = span.label_.partition(":")
        if measure not in CHANGES:
            continue
        root = span.root
        if sort == "verb" and root.pos_ in {"VERB", "AUX", "ADJ"}:
            cost = _verb_change(anchor, root, relative)
        elif sort == "noun":
            cost = _noun_change(anchor, root)
        else:
            cost = _compared_change(anchor, root, relative)
        if cost is not None:
            found.append((cost, span))
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def _verb_change(anchor: Token, root: Token, relative: bool) -> float | None:
    if anchor.i == root.i:
        return 0.0
    verb, relation, preposition = clause(anchor)
    if verb is None or verb.i != root.i or relation not in {"object", "oblique", "predicate"}:
        return None
    if preposition == "by":
        return 0.0
    if preposition is not None:
        return None
    if relative and anchor.i > root.i and object_of(root) in (None, anchor):
        return 0.2
    return (
        0.3 if anchor.i > root.i and not relative and anchor.i - root.i <= 2 and root.lemma_ in _INTRANSITIVE else None
    )


_INTRANSITIVE = frozenset({"grow", "rise", "fall", "drop", "climb", "jump", "swell"})


def _noun_change(anchor: Token, root: Token) -> float | None:
    if (
        anchor.dep_ in {"nummod", "compound", "amod", "nmod", "npadvmod", "advmod", "quantmod"}
        and anchor.head.i == root.i
    ):
        return 0.0
    if anchor.dep_ == "pobj" and anchor.head.lower_ in {"of", "by"} and anchor.head.head.i == root.i:
        return 0.0
    if 0 < root.i - anchor.i <= 2 and anchor.dep_ in {"ROOT", "dep", "nsubj", "meta"}:
        return 0.5
    return None


def _compared_change(anchor: Token, root: Token, relative: bool) -> float | None:
    if root.lower_ in {"up", "down"}:
        if root.dep_ == "prt" and root.head.lemma_ in {"make", "take", "end", "pick"}:
            return None
        near = 0 < anchor.i - root.i <= 3 and all(
            t.lower_ in {"by", "a", "an"} for t in anchor.doc[root.i + 1 : anchor.i - 1]
        )
        return 0.3 if relative and near else None
    after = root.i - anchor.i
    if after < 1 or after > 2 or (after == 2 and anchor.nbor(1).lower_ not in {"%", "as", "times"}):
        return None
    following = root.nbor(1).lower_ if root.i + 1 < len(root.doc) else ""
    return 0.1 if relative or following == "than" else None


_DIRECTIONS: dict[str, Direction] = {"growth": "up", "reduction": "down"}


def direction_of(measure: str) -> Direction | None:
    return _DIRECTIONS.get(measure)


def sign_of_arrow(quantity: Quantity, text: str) -> str | None:
    """ "79% ▼" and "8x ▲" in a call-out."""
    after = text[quantity.end : quantity.end + 3]
    if any(arrow in after for arrow in "▼↓⬇"):
        return "reduction"
    if any(arrow in after for arrow in "▲↑⬆"):
        return "growth"
    return None


class Changes(CountedNouns):
    """Reads what the changes of one parsed passage are changes of."""

    def of_change(self, j: int, cue: Span) -> Counted:
        """What grew or fell, given the word that says so."""
        root = cue.root
        if root.pos_ in {"VERB", "AUX"} and cue.label_.endswith("verb"):
            noun = object_of(root) or subject_of(root)
            if noun is not None and noun.pos_ in {"VERB", "AUX"}:
                noun = next((c for c in noun.children if c.dep_ in {"nsubj", "nsubjpass"}), noun)
            if noun is not None and self._holds_number(noun):
                noun = subject_of(root)
        elif cue.label_.endswith("noun"):
            noun = object_of_preposition(root, "in", "of", "for")
            if noun is not None and self.parsed.quantity_of(noun) is not None:
                noun = object_of_preposition(root, "in", "for")
            if noun is None:
                noun = next((t for t in reversed(list(root.lefts)) if t.dep_ in {"compound", "nmod", "poss"}), None)
            if noun is None or noun.pos_ == "PROPN":
                verb, relation, _ = clause(root)
                joined = root.dep_ == "appos" or (root.left_edge.i and root.left_edge.nbor(-1).text == ",")
                if joined and noun is None and j:
                    return Counted(None, None, None, "change:as before")  # "1,115 victims, a 12% increase"
                found = subject_of(verb) if verb is not None and relation != "subject" else None
                noun = found if found is not None else noun
        else:
            noun = self._compared(j, root)
        if noun is None:
            return Counted(None, None, None, "change:none")
        noun = self.content_noun(noun)
        return Counted(noun, self.phrase(noun), None, "change:subject")

    def _compared(self, j: int, comparative: Token) -> Token | None:
        if comparative.head.i > comparative.i and comparative.head.pos_ in {"NOUN", "PROPN"}:
            return comparative.head
        following = self.noun_after(comparative)
        if following is not None and comparative.nbor(1).lower_ not in {"than", "from", "on"}:
            return following
        verb, _, _ = clause(comparative)
        return subject_of(verb) if verb is not None else following

    def _holds_number(self, noun: Token) -> bool:
        inner = object_of_preposition(noun, "of") if lemma_of(noun) in self.words.holders else noun
        return inner is not None and self.parsed.quantity_of(inner) is not None
