"""A share's whole and part, and its measure."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.reading.claims.clauses import clause, object_of_preposition, subject_of
from pipeline.reading.claims.counted import Counted, CountedNouns
from pipeline.reading.claims.parsing import ParsedPassage, lemma_of
from pipeline.reading.claims.ties import CHANGES, Tie, costs, cues
from pipeline.reading.measures import Vocabulary


class Shares(CountedNouns):
    """Reads whole and part of the shares of one parsed passage."""

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
            return self.noun_after(anchor.doc[anchor.i + 1])
        noun = self.noun_of(anchor)
        return self.content_noun(noun) if noun is not None else None

    def _shared_whole(self, anchor: Token) -> Token | None:
        """The whole of another share in the sentence: "70% of callers are tenants, and 20% are students"."""
        earlier = [a for a in self.anchors if a < anchor.i and anchor.doc[a].lower_ == "%"]
        for index in reversed(earlier):
            whole = self._whole(anchor.doc[index])
            if whole is not None and not self._names_a_change(whole):
                return whole
        return self.opening_whole(anchor)

    @staticmethod
    def _names_a_change(noun: Token) -> bool:
        """ "a 12% increase; 58% were women": the second is no share of the increase."""
        return any(span.start <= noun.i < span.end for span in noun.doc.spans.get("cascade", []) if _is_change(span))

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
                if child.dep_ in {"attr", "acomp"} and child.i not in self.anchors:
                    return self.phrase(child)
                if child.dep_ == "prep":
                    return self.span_text(child.i, child.right_edge.i)
        last = max((t.i for t in verb.subtree if t.i >= verb.i and not self._joined_clause(t, verb)), default=verb.i)
        return self.span_text(verb.i, last)

    @staticmethod
    def _joined_clause(token: Token, verb: Token) -> bool:
        while token.i != verb.i and token.head.i != token.i:
            if token.dep_ in {"conj", "cc", "advcl", "punct"} and token.head.i == verb.i:
                return True
            token = token.head
        return False


def _is_change(span: Span) -> bool:
    return span.label_.partition(":")[0] in CHANGES


def share_measure(parsed: ParsedPassage, j: int, whole: Token | None, part: str | None, words: Vocabulary) -> Tie:
    """The measure of a share: what is done to the share ("prosecute 25% of cases"), else its whole's, where that
    names an act (deaths, cases, profits); else `prevalence` for a share of people, unless what is said of them is that
    they are cared for or sentenced."""
    done = _done_to(parsed, j)
    if done is not None:
        return done
    exploited = any(span.label_.startswith(("exploited:", "prevalence:")) for span in cues(parsed))
    if whole is not None:
        lemma = lemma_of(whole)
        for span in cues(parsed):
            name = span.label_.partition(":")[0]
            if span.root.head.i == whole.i and span.root.dep_ in {"acl", "relcl"} and words.measures[name].shares:
                return Tie(name, span.root, costs().described, "share:those to whom it was done")
        if "case" in words.classes_of(lemma) and _is_demographic(part, words):
            return Tie("prevalence", whole, costs().itself, "share:people among cases")
        for name, measure in words.measures.items():
            phrase = {noun for noun in measure.nouns if noun.split()[-1].lower() == lemma}
            rate = lemma in _RATES and any(child.lemma_ in measure.nouns for child in whole.lefts)
            if measure.shares and (phrase or rate):
                return Tie(name, whole, costs().itself, "share:noun")
        classes = words.classes_of(lemma)
        if classes & {"survivor", "demographic"} or ("person" in classes and exploited):
            return Tie("prevalence", whole, costs().itself, "share:people")
        if "money" in classes:
            return Tie("money", whole, costs().itself, "share:money")
        if "person" in classes and not exploited:
            return Tie("other", whole, costs().state, "share:others")
    if exploited or whole is None:
        return Tie("prevalence", whole, costs().clause, "share:exploited")
    return Tie("other", whole, costs().nothing, "share:other")


def _is_demographic(part: str | None, words: Vocabulary) -> bool:
    """Whether a part is a group of people: "females", "children under 15"."""
    first = (part or "").split()[:1]
    return any(
        word in words.nouns["demographic"].words for w in first for word in (w, w.removesuffix("s"), _SINGULAR.get(w))
    )


_RATES = frozenset({"rate", "share", "percentage", "proportion"})
_SINGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}


_ACTS = frozenset({"charged", "convicted", "sentenced", "assisted", "rescued", "arrested", "trained", "deaths"})


def _done_to(parsed: ParsedPassage, j: int) -> Tie | None:
    anchor = parsed.anchor(j)
    verb, relation, preposition = clause(anchor)
    for span in cues(parsed):
        measure, _, sort = span.label_.partition(":")
        if measure not in _ACTS or verb is None:
            continue
        if sort == "verb" and span.root.i == verb.i and relation in {"object", "passive"} and preposition is None:
            return Tie(measure, span.root, costs().argument, "share:done")
        subject = subject_of(verb)
        part = relation in {"oblique", "object"} and subject is not None and span.start <= subject.i < span.end
        if sort == "noun" and part:
            return Tie(measure, span.root, costs().described, "share:part")
        if (
            measure == "assisted"
            and relation in {"subject", "passive"}
            and span.start > anchor.i
            and verb.i <= span.end
        ):
            return Tie(measure, span.root, costs().described, "share:predicate")
    return None
