"""What a quantity counts: from the parse, and where the parse has nothing from the words around the number."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.reading.claims.clauses import clause, object_of_preposition, subject_of
from pipeline.reading.claims.parsing import lemma_of
from pipeline.reading.claims.phrases import Phrases

_BEFORE_NOUNS = frozenset({"ADJ", "ADV", "DET"})
_PARTICIPLES = frozenset({"VBN", "VBG", "HYPH"})


LABELLED = "count:bracket label"


@dataclass(frozen=True, slots=True)
class Counted:
    """`noun` is the head of what is counted (a share's whole), None where the sentence does not name it."""

    noun: Token | None
    subject: str | None
    part: str | None
    rule: str


class CountedNouns(Phrases):
    """Reads what the numbers of one parsed passage count."""

    def of_count(self, j: int) -> Counted:
        anchor = self.parsed.anchor(j)
        if self.in_bracket(j):
            label = self._bracket_label(j)
            if label is None and j == 0:
                noun = self._plural_before(self.parsed.anchor(j))
                return Counted(noun, self.phrase(noun) if noun is not None else None, None, "count:before bracket")
            return Counted(None, label, None, LABELLED if label else "count:bracket")
        noun = self.noun_of(anchor)
        if noun is not None and noun.dep_ == "pobj" and noun.head.head.i == anchor.i:
            named = self._counted_predicate(anchor) or self._made_up_by(anchor)
            if named is not None:
                return Counted(named, self.phrase(named), None, "count:part")
        if noun is not None:
            noun = self.content_noun(noun)
            return Counted(noun, f"{self.phrase(noun)} {self._purpose(noun)}".strip(), None, "count:noun")
        following = self.noun_after(anchor)
        if following is not None:
            return Counted(following, self.phrase(following), None, "count:following")
        predicate = self._counted_predicate(anchor)
        if predicate is not None:
            return Counted(predicate, self.phrase(predicate), None, "count:predicate noun")
        whole = self.opening_whole(anchor)
        if whole is not None:
            said = self._said_of(anchor) or self.own_words(j)[1]
            return Counted(whole, f"{self.phrase(whole)} {said}".strip(), None, "count:opening")
        held = self._held_before(anchor)
        if held is not None:
            return Counted(held, self.phrase(held), None, "count:held")
        copula = self._predicate_subject(anchor)
        if copula is not None:
            return Counted(copula, self.phrase(copula), None, "count:predicate")
        return Counted(None, None, None, "count:none")

    def _plural_before(self, anchor: Token) -> Token | None:
        """ "Kenya reported the most cases (310)"."""
        plurals = (t for t in reversed(anchor.doc[: anchor.i]) if t.tag_ == "NNS" and not self.is_taken(t))
        return next(plurals, None)

    def _bracket_label(self, j: int) -> str | None:
        """The whole line before a number in brackets, where the line is nothing else: "Farm work (124)"."""
        passage, quantity = self.parsed.passage, self.parsed.quantities[j]
        before = passage.block.text[passage.start : quantity.start - 1]
        alone = quantity.end + 1 >= passage.end and not any(c.isdigit() for c in before)
        if not alone or any(t.dep_ == "ROOT" and t.tag_ in {"VBD", "VBZ", "VBP"} for t in self.parsed.doc):
            return None
        if any(start < quantity.start and passage.start <= start for start, _ in self.taken):
            return None
        return " ".join(before.split()).strip(" •-–*").lower() or None

    def in_bracket(self, j: int) -> bool:
        """Whether a number stands alone in brackets: "Telangana (391)"."""
        quantity, text = self.parsed.quantities[j], self.parsed.passage.block.text
        return text[: quantity.start].endswith("(") and text[quantity.end :].startswith(")")

    def _purpose(self, noun: Token) -> str:
        """What a light verb keeps from its noun: "12 visits were made for repairs" are visits for repairs."""
        verb, relation, _ = clause(noun)
        if verb is None or relation not in {"passive", "object"} or verb.lemma_ not in self.words.light_verbs:
            return ""
        following = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "for"), None)
        if following is None or following.i < noun.i or not self.defining_preposition(following):
            return ""
        return self.span_text(following.i, self.last_of(following))

    def _said_of(self, anchor: Token) -> str:
        """ "Of those charges, 12 were for fraud"."""
        verb, relation, _ = clause(anchor)
        if verb is None or verb.lemma_ != "be" or relation not in {"subject", "passive"}:
            return ""
        following = next((c for c in verb.rights if c.dep_ == "prep" and self.defining_preposition(c)), None)
        return self.span_text(following.i, self.last_of(following)) if following is not None else ""

    def _counted_predicate(self, anchor: Token) -> Token | None:
        """What a number of those counted before is said to be: "36 were children", "53 were found to be minors"."""
        verb, relation, _ = clause(anchor)
        if verb is None or relation not in {"subject", "passive"}:
            return None
        for child in [verb, *verb.children]:
            if child.dep_ == "xcomp" or child.i == verb.i:
                for noun in child.children:
                    if noun.dep_ == "attr" and noun.tag_ == "NNS" and noun.i > anchor.i and not self.has_number(noun):
                        return noun
        return None

    def _made_up_by(self, anchor: Token) -> Token | None:
        """ "Boys make up 3,200 of the apprentices": the part is what is counted."""
        verb, relation, _ = clause(anchor)
        if verb is None or relation != "object" or verb.lemma_ not in self.words.making_up:
            return None
        subject = subject_of(verb)
        return subject if subject is not None and subject.pos_ == "NOUN" and not self.is_taken(subject) else None

    def _held_before(self, anchor: Token) -> Token | None:
        """ "the highest number of cases in 2022: 391"."""
        if anchor.i == 0 or anchor.nbor(-1).text != ":":
            return None
        for token in reversed(anchor.doc[: anchor.i]):
            if lemma_of(token) in self.words.holders and object_of_preposition(token, "of") is not None:
                return self.content_noun(token)
        return None

    def noun_after(self, anchor: Token) -> Token | None:
        noun = None
        for token in anchor.doc[anchor.i + 1 : anchor.i + 7]:
            if token.i in self.anchors or self.is_taken(token):
                break
            if token.pos_ in {"NOUN", "PROPN"}:
                noun = token
            elif noun is not None or not (token.pos_ in _BEFORE_NOUNS or token.tag_ in _PARTICIPLES):
                break
        return noun

    def _predicate_subject(self, anchor: Token) -> Token | None:
        verb, relation, preposition = clause(anchor)
        if verb is None or relation not in {"predicate", "object", "oblique"}:
            return None
        if preposition and preposition not in {"at", "to", "by", "from"}:
            return None
        subject = subject_of(verb)
        if subject is None or subject.i == anchor.i or subject.pos_ not in {"NOUN", "PROPN"}:
            return None
        return self.content_noun(subject) if relation != "object" or verb.lemma_ in self.words.numbering_verbs else None

    def opening_whole(self, anchor: Token) -> Token | None:
        """ "Of the world's deaths, 28 percent …", "among survivors, 20% …"."""
        for token in anchor.doc[: anchor.i]:
            if token.lower_ in {"of", "among"} and self._opens(token):
                for child in token.children:
                    if child.dep_ == "pobj" and self.parsed.quantity_of(child) is None:
                        return self.content_noun(child)
        return None

    def _opens(self, preposition: Token) -> bool:
        """Whether a preposition opens the sentence, behind a survey or sample at most ("in one survey of nurses")."""
        before = preposition.nbor(-1) if preposition.i else None
        if before is None or before.is_punct:
            return True
        return lemma_of(before) in self.words.samples and before.i <= 4

    def own_words(self, j: int) -> tuple[str, str]:
        """What tells an elliptic number from the one before it: ("", "for other offences") in "34 arrests for fraud
        and 12 for other offences", ("confirmed", "") in "500 cases, 452 of them confirmed"."""
        tokens = self.parsed.doc
        i = self.parsed.anchors[j] + 1
        if i + 1 < len(tokens) and tokens[i].lower_ == "of" and tokens[i + 1].lower_ in self.words.pointing:
            i += 2
        if i >= len(tokens):
            return "", ""
        following = tokens[i]
        if following.pos_ == "ADP" and self.defining_preposition(following):
            return "", self.span_text(i, self.last_of(following))
        ends = i + 1 == len(tokens) or tokens[i + 1].pos_ in {"PUNCT", "CCONJ", "ADP", "SCONJ"}
        if (following.pos_ == "ADJ" or following.tag_ == "VBN") and ends:
            return following.lower_, ""
        return "", ""
