"""What a quantity counts: its noun and the noun's defining words, a share's whole and part, a change's subject.

Read from the dependency parse (labels of ClearNLP, as spaCy's English models give them); where the parse has nothing,
from the words that follow the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import lexicon
from pipeline.claims.parsing import ParsedPassage, lemma_of

Relation = Literal["subject", "object", "passive", "predicate", "oblique", "none"]
ARGUMENTS: dict[str, Relation] = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "passive",
    "dobj": "object",
    "dative": "object",
    "oprd": "object",
    "attr": "predicate",
    "acomp": "predicate",
    "npadvmod": "oblique",
    "advmod": "oblique",
}


_BEFORE_NOUNS = frozenset({"ADJ", "ADV", "DET"})
_PARTICIPLES = frozenset({"VBN", "VBG", "HYPH"})
_NEVER_DEFINING = frozenset({"det", "predet", "cc", "preconj", "prep", "nsubj", "aux", "mark"})
LONGEST_PHRASE = 8
"""Words of a subject at most; what runs longer is a clause, not a name."""


@dataclass(frozen=True, slots=True)
class Counted:
    """`noun` is the head of what is counted (a share's whole), None where the sentence does not name it."""

    noun: Token | None
    subject: str | None
    part: str | None
    rule: str


def clause(token: Token) -> tuple[Token | None, Relation, str | None]:
    """The verb that governs a noun, the noun's relation to it, and the preposition between them, if any."""
    preposition = None
    for _ in range(len(token.doc)):
        if token.dep_ in ARGUMENTS and token.head.pos_ in {"VERB", "AUX"}:
            relation = ARGUMENTS[token.dep_]
            if relation == "subject" and _is_headline_participle(token.head):
                relation = "passive"
            return token.head, relation, preposition
        if token.dep_ == "pobj":
            preposition = preposition or token.head.lemma_
            token = token.head
            if token.head.pos_ in {"VERB", "AUX"}:
                return token.head, "oblique", preposition
            if lemma_of(token.head) in lexicon().holders:
                preposition = None  # "by an average of 80 percent" is by 80 percent
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod"}:
            return token, "none", preposition
        if token.head.i == token.i:
            break
        token = token.head
    return None, "none", preposition


def _is_headline_participle(verb: Token) -> bool:
    """ "34 children rescued" without a full stop: a label's participle, which the parser takes for a finite verb."""
    finished = verb.doc[-1].text in {".", "!", "?"}
    helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.children)
    return verb.tag_ in {"VBN", "VBD"} and not finished and not helped and object_of(verb) is None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, shared with the verb that it is joined to, or the noun that its clause describes."""
    for _ in range(len(verb.doc)):
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass", "csubj"}:
                return _antecedent(child, verb)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
            continue
        return None
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    if token.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    return token


def object_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}), None)


def object_of_preposition(token: Token, *prepositions: str) -> Token | None:
    """The noun that a preposition ties to a token: victims in "50% of the victims"."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in prepositions:
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    return noun
    return None


class Counting:
    """Reads what each quantity of one parsed passage counts."""

    def __init__(self, parsed: ParsedPassage, taken: list[tuple[int, int]]) -> None:
        """`taken` are the spans of periods and places in the block's text, which are never part of a subject."""
        self.parsed = parsed
        self.taken = taken
        self.words = lexicon()
        self._anchors = {anchor: j for j, anchor in enumerate(parsed.anchors)}

    # -- the noun of a count -------------------------------------------------------------------------------------

    def of_count(self, j: int) -> Counted:
        anchor = self.parsed.anchor(j)
        if self.in_bracket(j):
            return Counted(None, None, None, "count:bracket")
        noun = self._noun_of(anchor)
        if noun is not None and noun.dep_ == "pobj" and noun.head.head.i == anchor.i:
            named = self._counted_predicate(anchor) or self._made_up_by(anchor)
            if named is not None:
                return Counted(named, self.phrase(named), None, "count:part")
        if noun is not None:
            noun = self.content_noun(noun)
            return Counted(noun, self.phrase(noun), None, "count:noun")
        following = self._noun_after(anchor)
        if following is not None:
            return Counted(following, self.phrase(following), None, "count:following")
        predicate = self._counted_predicate(anchor)
        if predicate is not None:
            return Counted(predicate, self.phrase(predicate), None, "count:predicate noun")
        whole = self.opening_whole(anchor)
        if whole is not None:
            return Counted(whole, self.phrase(whole), None, "count:opening")
        held = self._held_before(anchor)
        if held is not None:
            return Counted(held, self.phrase(held), None, "count:held")
        copula = self._predicate_subject(anchor)
        if copula is not None:
            return Counted(copula, self.phrase(copula), None, "count:predicate")
        return Counted(None, None, None, "count:none")

    def in_bracket(self, j: int) -> bool:
        """Whether a number stands alone in brackets: "Telangana (391)"."""
        quantity, text = self.parsed.quantities[j], self.parsed.passage.block.text
        return text[: quantity.start].endswith("(") and text[quantity.end :].startswith(")")

    def _counted_predicate(self, anchor: Token) -> Token | None:
        """What a number of those counted before is said to be: "36 were children", "53 were confirmed to be minors"."""
        verb, relation, _ = clause(anchor)
        if verb is None or relation not in {"subject", "passive"}:
            return None
        for child in [verb, *verb.children]:
            if child.dep_ == "xcomp" or child.i == verb.i:
                for noun in child.children:
                    if noun.dep_ == "attr" and noun.tag_ == "NNS" and noun.i > anchor.i and not self._has_number(noun):
                        return noun
        return None

    def _made_up_by(self, anchor: Token) -> Token | None:
        """ "Women and girls make up 4.9 million of the people …": the part is what is counted."""
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

    def _noun_of(self, anchor: Token) -> Token | None:
        of = object_of_preposition(anchor, "of")
        if of is not None and of.i > anchor.i:
            return of
        if anchor.dep_ in {"nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "poss"}:
            head = anchor.head
            if head.i > anchor.i and head.pos_ in {"NOUN", "PROPN", "PRON"}:
                return head
            if head.i > anchor.i and head.dep_ in {"nummod", "amod", "compound", "nmod"} and head.head.pos_ == "NOUN":
                return head.head
        return None

    def _noun_after(self, anchor: Token) -> Token | None:
        noun = None
        for token in anchor.doc[anchor.i + 1 : anchor.i + 7]:
            if token.i in self._anchors or self.is_taken(token):
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

    # -- the whole and the part of a share -----------------------------------------------------------------------

    def of_share(self, j: int) -> Counted:
        anchor = self.parsed.anchor(j)
        if self.in_bracket(j):
            return Counted(None, None, None, "share:bracket")
        whole = self._whole(anchor)
        part = self._part(anchor, whole)
        if whole is not None:
            return Counted(whole, self.phrase(whole), part, "share:whole")
        inherited = self._shared_whole(anchor)
        if inherited is not None:
            return Counted(inherited, self.phrase(inherited), part, "share:joined")
        return Counted(None, None, part, "share:part")

    def _whole(self, anchor: Token) -> Token | None:
        of = object_of_preposition(anchor, "of", "among", "in")
        if of is not None and of.i > anchor.i and not self.is_taken(of):
            return self.content_noun(of)
        if anchor.i + 1 < len(anchor.doc) and anchor.doc[anchor.i + 1].lower_ == "of":
            return self._noun_after(anchor.doc[anchor.i + 1])
        noun = self._noun_of(anchor)
        return self.content_noun(noun) if noun is not None else None

    def _shared_whole(self, anchor: Token) -> Token | None:
        """The whole of another share in the sentence: "80% of victims are women, and up to 50% are minors"."""
        earlier = [a for a in self._anchors if a < anchor.i and anchor.doc[a].lower_ == "%"]
        for index in reversed(earlier):
            whole = self._whole(anchor.doc[index])
            if whole is not None:
                return whole
        return self.opening_whole(anchor)

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

    def _part(self, anchor: Token, whole: Token | None) -> str | None:
        verb, relation, _ = clause(anchor if whole is None or anchor.dep_ not in {"nummod", "amod"} else whole)
        if verb is None:
            return None
        if relation in {"subject", "passive"}:
            return self._predicate(verb)
        if relation in {"predicate", "object", "oblique"}:
            subject = subject_of(verb)
            if subject is not None and (whole is None or subject.i != whole.i):
                return self.phrase(self.content_noun(subject))
        return None

    def _predicate(self, verb: Token) -> str | None:
        if verb.lemma_ == "be":
            for child in verb.rights:
                if child.dep_ in {"attr", "acomp"} and child.i not in self._anchors:
                    return self.phrase(child)
                if child.dep_ == "prep":
                    return self._span_text(child.i, child.right_edge.i)
        last = max((t.i for t in verb.subtree if t.i >= verb.i and not self._joined_clause(t, verb)), default=verb.i)
        return self._span_text(verb.i, last)

    @staticmethod
    def _joined_clause(token: Token, verb: Token) -> bool:
        while token.i != verb.i and token.head.i != token.i:
            if token.dep_ in {"conj", "cc", "advcl", "punct"} and token.head.i == verb.i:
                return True
            token = token.head
        return False

    # -- the subject of a change ---------------------------------------------------------------------------------

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
        following = self._noun_after(comparative)
        if following is not None and comparative.nbor(1).lower_ not in {"than", "from", "on"}:
            return following
        verb, _, _ = clause(comparative)
        return subject_of(verb) if verb is not None else following

    def _holds_number(self, noun: Token) -> bool:
        inner = object_of_preposition(noun, "of") if lemma_of(noun) in self.words.holders else noun
        return inner is not None and self.parsed.quantity_of(inner) is not None

    def own_words(self, j: int) -> tuple[str, str]:
        """What tells an elliptic number from the one before it: ("", "for other offences") in "34 arrests for fraud
        and 36 for other offences", ("confirmed", "") in "500 cases, 452 of them confirmed"."""
        tokens = self.parsed.doc
        i = self.parsed.anchors[j] + 1
        if i + 1 < len(tokens) and tokens[i].lower_ == "of" and tokens[i + 1].lower_ in self.words.pointing:
            i += 2
        if i >= len(tokens):
            return "", ""
        following = tokens[i]
        if following.pos_ == "ADP" and self._defining_preposition(following):
            return "", self._span_text(i, self._last_of(following))
        ends = i + 1 == len(tokens) or tokens[i + 1].pos_ in {"PUNCT", "CCONJ", "ADP", "SCONJ"}
        if (following.pos_ == "ADJ" or following.tag_ == "VBN") and ends:
            return following.lower_, ""
        return "", ""

    # -- nouns and their words -----------------------------------------------------------------------------------

    def content_noun(self, noun: Token) -> Token:
        """Past nouns that only hold a number: "a total of 500 people", "the number of cases"."""
        for _ in range(4):
            inner = object_of_preposition(noun, "of")
            if lemma_of(noun) not in self.words.holders or inner is None:
                break
            if self.parsed.quantity_of(inner) is not None:
                nested = self._noun_of(inner)
                if nested is None:
                    break
                inner = nested
            noun = inner
        return noun

    def phrase(self, noun: Token) -> str:
        """The noun with its defining words, lower case, without articles, numbers, times and places."""
        first = noun.i
        for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
            if not self._defines(token, noun):
                break
            first = token.i
        last = noun.i
        for child in noun.rights:
            if child.i > last + 1 + (child.dep_ == "conj") or last - first > LONGEST_PHRASE:
                break
            if child.dep_ == "prep" and self._defining_preposition(child):
                last = self._last_of(child)
            elif (
                child.dep_ in {"cc", "conj"}
                and not self._has_number(child)
                and child.pos_ in {"NOUN", "PROPN", "CCONJ"}
            ):
                if child.dep_ == "conj":
                    last = child.i
                elif not any(
                    t.dep_ == "conj" and t.pos_ in {"NOUN", "PROPN"} and not self._has_number(t) for t in noun.rights
                ):
                    break
            elif child.dep_ not in {"cc", "conj"}:
                break
        return self._span_text(first, last)

    def _defines(self, token: Token, noun: Token) -> bool:
        if token.i in self._anchors or self.parsed.quantity_of(token) is not None or self.is_taken(token):
            return False
        if token.dep_ in _NEVER_DEFINING or token.pos_ in {"DET", "PRON"}:
            return False
        if token.dep_ == "poss" or token.tag_ == "POS":
            return token.pos_ != "PRON"
        if token.lower_ in self.words.not_defining:
            return False
        return token.is_alpha or "-" in token.text or token.text in "–&’'"

    def _defining_preposition(self, preposition: Token) -> bool:
        noun = next((c for c in preposition.children if c.dep_ in {"pobj", "pcomp"}), None)
        if noun is None or preposition.lower_ not in self.words.defining_prepositions:
            return False
        holds = lemma_of(noun) in self.words.holders and not any(c.dep_ == "prep" for c in noun.children)
        return not holds and not self.is_taken(noun) and not self._has_number(noun)

    def _last_of(self, preposition: Token) -> int:
        noun = next(c for c in preposition.children if c.dep_ in {"pobj", "pcomp"})
        last = noun.i
        for child in noun.rights:
            if child.dep_ == "prep" and child.i == last + 1 and self._defining_preposition(child):
                last = max(last, self._last_of(child))
            elif child.dep_ == "conj" and self._joins(child) and child.i - last <= 2:
                last = max(last, child.i)
        return last

    def _joins(self, noun: Token) -> bool:
        return noun.pos_ in {"NOUN", "PROPN"} and not self._has_number(noun)

    def _has_number(self, noun: Token) -> bool:
        return self.parsed.quantity_of(noun) is not None or any(
            self.parsed.quantity_of(t) is not None for t in noun.lefts
        )

    def is_taken(self, token: Token) -> bool:
        start, end = self.parsed.spans[token.i]
        return any(a < end and start < b for a, b in self.taken)

    def _span_text(self, first: int, last: int) -> str:
        tokens = self.parsed.doc[first : last + 1]
        pieces = [self.parsed.spans[token.i] for token in tokens if self.parsed.quantity_of(token) is None]
        words = [self.parsed.passage.block.text[a:b] for a, b in pieces]
        text = ""
        for (start, _), word, before in zip(pieces, words, [None, *pieces], strict=False):
            text += word if before is not None and before[1] == start else f" {word}"
        return " ".join(text.split()).strip(" ,;:.-–—").lower()
