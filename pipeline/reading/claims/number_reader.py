"""One number read in its sentence: what it counts, what is said of it, when and where, before the document is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline.reading.claims import ties
from pipeline.reading.claims.changes import Changes, change_cue, direction_of, sign_of_arrow
from pipeline.reading.claims.clauses import clause, subject_of
from pipeline.reading.claims.counted import LABELLED, Counted, CountedNouns
from pipeline.reading.claims.draft import Draft
from pipeline.reading.claims.found import ReadPassage
from pipeline.reading.claims.kinds import kind_of_count, money_subject
from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.claims.parsing import ParsedPassage, is_labelled, lemma_of
from pipeline.reading.claims.sentence_periods import SentencePeriods
from pipeline.reading.claims.shares import Shares, share_measure
from pipeline.reading.claims.uncounted import is_age, is_pronoun, is_small_word
from pipeline.reading.claims.wholes import is_listed, whole_of
from pipeline.reading.measures import Vocabulary
from pipeline.records.model import ClaimKind, Direction
from pipeline.records.settings import ClaimSettings

_AS_MANY = re.compile(r"\s+(?:as\s+(?:many|much|often|high|large)|more|the\s+(?:number|figure|total|amount))\b")

_OF_A_WHOLE = frozenset({"count:opening", "count:predicate noun"})
TIME_UNITS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"})


class NumberReader:
    """Reads the numbers of one parsed passage."""

    def __init__(
        self,
        read: ReadPassage,
        parsed: ParsedPassage,
        words: Vocabulary,
        headings: Sequence[ParsedPassage],
        settings: ClaimSettings,
    ) -> None:
        self.read = read
        self.parsed = parsed
        self.words = words
        self.headings = headings
        self.settings = settings
        taken = [(p.start, p.end) for p in read.periods] + [(m.start, m.end) for m in read.places if not m.demonym]
        self.counting = CountedNouns(parsed, taken)
        self.shares = Shares(parsed, taken)
        self.changes = Changes(parsed, taken)

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        periods = SentencePeriods(self.read, self.parsed)
        for j in range(len(self.read.quantities)):
            draft = self._draft(j, found)
            if draft is not None:
                found.append(
                    replace(
                        draft,
                        periods=periods.of(draft.quantity, draft.kind),
                        governing=self._governing(j),
                        perfect=self._is_perfect(j),
                        own_words=self.counting.own_words(j) if draft.elliptic else ("", ""),
                    )
                )
        return found

    def _draft(self, j: int, before: Sequence[Draft]) -> Draft | None:
        quantity = self.read.quantities[j]
        arrow = sign_of_arrow(quantity, self.read.passage.block.text)
        cue = change_cue(self.parsed, j)
        if cue is not None or arrow is not None:
            return self._change(j, cue, arrow, before)
        if quantity.unit == "times":
            return self._multiple(j, before)
        if quantity.unit in {"percent", "percentage points"}:
            return self._share(j, before)
        if quantity.unit.startswith("per "):
            return self._rate_of_population(j)
        if len(quantity.unit) == 3 and quantity.unit.isupper():
            return self._money(j, before)
        if quantity.unit in TIME_UNITS:
            return self._duration(j)
        if quantity.unit != "count":
            return None
        return self._count(j, before)

    def _governing(self, j: int) -> int | None:
        verb, _, _ = clause(self.parsed.anchor(j))
        subject = subject_of(verb) if verb is not None else None
        return self.parsed.spans[subject.i][0] if subject is not None else None

    def _is_perfect(self, j: int) -> bool:
        verb, _, _ = clause(self.parsed.anchor(j))
        for _ in range(4):
            if verb is None:
                return False
            if verb.tag_ == "VBN" and any(
                c.dep_ == "aux" and c.lower_ in {"have", "has", "'ve", "’ve"} for c in verb.children
            ):
                return True
            verb = verb.head if verb.dep_ in {"conj", "xcomp", "ccomp"} else None
        return False

    def _change(self, j: int, cue: Span | None, arrow: str | None, before: Sequence[Draft]) -> Draft:
        if cue is not None:
            measure = cue.label_.partition(":")[0]
            counted = self.changes.of_change(j, cue)
            cost = ties.costs().argument
            if before and cue.label_.endswith("state") and self._compares_with_before(cue):
                counted = Counted(None, None, None, "change:as before")
        else:
            measure = arrow or "growth"
            counted, cost = self._labelled(self.counting.of_count(j)), ties.costs().itself
        rules = (f"change:{measure}", counted.rule)
        return self._made(j, counted, measure, "change", cost, rules, direction=direction_of(measure))

    def _compares_with_before(self, cue: Span) -> bool:
        """ "640 in 2011 – 8 percent more than a year earlier": more of what the number before counts."""
        if cue.root.lower_ in {"up", "down"}:
            return True
        following = cue.root.nbor(1).lower_ if cue.root.i + 1 < len(self.parsed.doc) else ""
        return following in {"than", "on", "from", ""}

    def _multiple(self, j: int, before: Sequence[Draft]) -> Draft:
        text = self.read.passage.block.text[self.read.quantities[j].end :]
        if _AS_MANY.match(text):
            counted = Counted(None, None, None, "change:as before") if before else self.counting.of_count(j)
            rules = ("change:growth", counted.rule)
            return self._made(j, counted, "growth", "change", ties.costs().itself, rules, direction="up")
        counted = self.counting.of_count(j)
        tie = ties.tie(self.parsed, j, counted.noun, self.words, self.headings)
        return self._made(j, counted, tie.measure, "rate", tie.cost, (tie.rule, counted.rule))

    def _share(self, j: int, before: Sequence[Draft]) -> Draft:
        counted = self._labelled(self.shares.of_share(j))
        tie = share_measure(self.parsed, j, counted.noun, counted.part, self.words)
        noun = counted.noun
        if noun is None and counted.part in lexicon().pointing:
            counted = replace(counted, part=None)
        people = next((d for d in reversed(before) if d.kind in {"total", "level"} and self._counts_people(d)), None)
        alternative = before[-1] if before and self._is_gloss(j) else people
        if noun is None and alternative is not None:
            return Draft(
                self.read, j, alternative.subject, counted.part, "prevalence", "share", None, tie.cost,
                (tie.rule, "share:of the number before"), alternative.subject is None, alternative.noun,
            )  # fmt: skip
        points_back = noun is not None and self._points_back(noun)
        if noun is None and before and before[-1].measure == "money":
            tie, points_back = replace(tie, measure="money", rule="share:of the sum"), True
        subject = None if points_back else counted.subject or counted.part
        return Draft(
            self.read, j, subject, counted.part or counted.subject, tie.measure, "share", None, tie.cost,
            (tie.rule, counted.rule), subject is None, lemma_of(noun) if noun is not None else None,
        )  # fmt: skip

    def _counts_people(self, draft: Draft) -> bool:
        return draft.noun is not None and "person" in self.words.classes_of(draft.noun)

    def _is_gloss(self, j: int) -> bool:
        """Whether a share says the number before it in another way: "9,000 pupils, or about 1 in 12"."""
        if j == 0:
            return False
        text = self.read.passage.block.text
        between = text[self.read.quantities[j - 1].end : self.read.quantities[j].start]
        return bool(re.search(r",\s+or\s+(?:\w+\s+)?$", between))

    def _rate_of_population(self, j: int) -> Draft:
        counted = self._labelled(self.counting.of_count(j))
        tie = share_measure(self.parsed, j, counted.noun, None, self.words)
        return self._made(j, counted, tie.measure, "rate", tie.cost, (tie.rule, counted.rule))

    def _money(self, j: int, before: Sequence[Draft]) -> Draft:
        noun = money_subject(self.parsed, j, self.words)
        if noun is not None and (lemma_of(noun) in lexicon().documents or self._points_back(noun)):
            counted = Counted(None, None, None, "money:as before")
        elif noun is not None:
            noun = self.counting.content_noun(noun)
            counted = Counted(noun, self.counting.phrase(noun), None, "money:noun")
        else:
            counted = self.counting.of_count(j)
        return self._made(j, counted, "money", "amount", ties.costs().itself, ("measure:money", counted.rule))

    def _duration(self, j: int) -> Draft | None:
        """The length of a sentence passed; how long anything else took is no claim."""
        said = [cue for cue in ties.cues(self.parsed) if cue.label_.startswith("sentenced:")]
        if not said:
            return None
        rules = (f"measure:{said[0].label_.partition(':')[2]}",)
        lasting = said[0].text.lower() if said[0].label_.endswith("noun") else "prison sentence"
        return Draft(self.read, j, lasting, None, "sentenced", "level", None, ties.costs().clause, rules)

    def _count(self, j: int, before: Sequence[Draft]) -> Draft | None:
        quantity, anchor = self.read.quantities[j], self.parsed.anchor(j)
        counted = self._labelled(self.counting.of_count(j))
        noun = counted.noun
        tie = ties.tie(self.parsed, j, noun, self.words, self.headings if self._is_label() else ())
        if is_pronoun(quantity, anchor, noun, tie, self.settings) or is_age(quantity, anchor, noun):
            return None
        opening = self.counting.opening_whole(anchor) if counted.rule in _OF_A_WHOLE else None
        if opening is not None:
            described = ties.tie(self.parsed, j, opening, self.words, about=opening)
            tie = min(tie, described, key=lambda one: one.cost)
        tie = self._of_victims(j, tie)
        lemma = lemma_of(noun) if noun is not None else None
        elliptic = noun is None or self._points_back(noun)
        classes = self.words.classes_of(lemma) if lemma else frozenset[str]()
        if counted.rule == LABELLED:
            tie = replace(tie, cost=ties.costs().nothing)
        measure, cost, rule, kind = tie.measure, tie.cost, tie.rule, self._kind(j, tie.measure, noun, tie.cue, tie.rule)
        leans = elliptic or counted.rule in _OF_A_WHOLE or counted.rule == "count:part"
        if tie.measure == "other" and not leans and is_small_word(quantity, self.settings):
            return None
        whole = whole_of(anchor, is_listed(self.read, j), before, elliptic, cost, classes, self.words)
        if whole is not None and whole.measure == "cases" and "person" in classes:
            if measure in {"exploited", "other", "cases"}:
                measure, kind, rule = "identified", "total", "measure:people in cases"
        elif whole is not None:
            measure, cost, rule = whole.measure, ties.costs().clause, "measure:whole"
            kind = whole.kind if kind in {"total", "level"} else kind
        elliptic = elliptic and counted.rule != LABELLED
        subject = None if elliptic else counted.subject
        otherwise = "people" if noun is None and tie.rule == "measure:verb" and j == 0 else None
        return Draft(
            self.read, j, subject, None, measure, kind, None, cost, (rule, counted.rule), elliptic, lemma,
            otherwise=otherwise,
        )  # fmt: skip

    def _is_label(self) -> bool:
        """Whether the passage is a label rather than a sentence, so that its heading says what is done."""
        return self.read.may_be_label and not any(
            t.pos_ in {"VERB", "AUX"} and t.dep_ == "ROOT" for t in self.parsed.doc
        )

    def _of_victims(self, j: int, tie: ties.Tie) -> ties.Tie:
        """Victims counted to the last one have been registered; round numbers of them are estimates."""
        quantity = self.read.quantities[j]
        exact = (
            quantity.bound == "exact"
            and quantity.value is not None
            and len(f"{quantity.value:.0f}".rstrip("0")) >= self.settings.counted_digits
        )
        if (
            tie.rule == "measure:class"
            and tie.measure == "exploited"
            and exact
            and (quantity.value or 0) < self.settings.estimated_from
        ):
            return replace(tie, measure="identified", rule="measure:counted victims")
        return tie

    def _kind(self, j: int, measure: str, noun: Token | None, cue: Token | None, rule: str) -> ClaimKind:
        if self._has_rate(j):
            return "rate"
        if measure == "assisted" and rule == "measure:state":
            return "level"
        dated = any(p.first or p.last for p in self.read.periods)
        default = self.words.measures[measure].kind
        return kind_of_count(measure, default, noun, cue, dated)

    def _has_rate(self, j: int) -> bool:
        """Whether "a year", "every day" belongs to this number: behind it before the next, or opening the sentence."""
        numbers = self.read.numbers
        start, end = numbers[j]
        after = numbers[j + 1][0] if j + 1 < len(numbers) else self.read.passage.end
        for period in self.read.periods:
            if period.role != "rate":
                continue
            if end <= period.start < after and period.start - end < 60:
                return True
            if period.end <= start and period.start - self.read.passage.start < 3:
                return True
        return False

    def _points_back(self, noun: Token) -> bool:
        """Whether a noun only repeats what was counted before: "53 of whom", "their number rose"."""
        if noun.lower_ in {"those", "all"} and any(c.dep_ in {"prep", "acl", "relcl"} for c in noun.children):
            return False  # "those in forced labour" are named there and then
        owned = lemma_of(noun) in lexicon().holders and not any(c.dep_ == "prep" for c in noun.children)
        return noun.pos_ == "PRON" or noun.lower_ in lexicon().pointing or owned

    def _labelled(self, counted: Counted) -> Counted:
        """In a call-out or a row with the label before the number, the label's noun is what is counted."""
        labelled = self.read.passage.block.kind in {"callout", "table_row"} or is_labelled(
            self.read.passage, self.read.quantities
        )
        if counted.noun is not None or not labelled:
            return counted
        for token in self.parsed.doc:
            if (
                token.pos_ in {"NOUN", "PROPN"}
                and self.parsed.quantity_of(token) is None
                and not self.counting.is_taken(token)
            ):
                last = token
                while (
                    last.i + 1 < len(self.parsed.doc)
                    and last.nbor(1).pos_ in {"NOUN", "PROPN"}
                    and last.nbor(1).lower_ != "%"
                ):
                    last = last.nbor(1)
                noun = self.counting.content_noun(last)
                return Counted(noun, self.counting.phrase(noun), counted.part, "label:noun")
        return counted

    def _made(
        self, j: int, counted: Counted, measure: str, kind: ClaimKind, cost: float, rules: tuple[str, ...],
        *, direction: Direction | None = None,
    ) -> Draft:  # fmt: skip
        elliptic = counted.subject is None or (counted.noun is not None and self._points_back(counted.noun))
        subject = None if elliptic else counted.subject
        lemma = lemma_of(counted.noun) if counted.noun is not None else None
        return Draft(self.read, j, subject, None, measure, kind, direction, cost, rules, elliptic, lemma)
