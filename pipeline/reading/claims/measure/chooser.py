"""The measure of a number, chosen among those whose words stand near it and those that its document speaks of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice, Choices, Proposal, matrix
from pipeline.reading.claims.description import unit_class
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.measure.features import FAR, SORTS, Hits, hits
from pipeline.reading.claims.measure.surroundings import surroundings
from pipeline.reading.claims.roles import Role, counted_noun
from pipeline.reading.claims.syntax import syntax_of_sentence
from pipeline.reading.measures import Vocabulary

OTHER = "other"
KINDS = (("total", None), ("level", None), ("share", None), ("change", "up"), ("change", "down"), ("amount", None), ("rate", None))
UNITS = ("count", "percent", "times", "time", "money", "per", "points", "measured")
BLOCKS = ("heading", "paragraph", "list_item", "table_row", "caption", "callout")
ROLE_NAMES = tuple(f"role_{role.name.lower()}" for role in Role)
LIKELIEST, FREQUENT = 4, 2

FEATURES = (
    *ROLE_NAMES, *(f"other_{role.name.lower()}" for role in list(Role)[:9]),
    "before", "behind", "act_before", "act_behind", "rank", "rank_before", "rank_behind", "rank_act", "between", "next_between", "total",
    "noun_itself", "state", "measures_near", "block", "block_before", "lead_in", "heading", "headings", "title", "document",
    "document_rank", "can_count", "noun_known", "trait_kind", "trait_up", "trait_down", "done_to", "counts_people", "strict",
    "kind_fits", *(f"kind_{i}" for i in range(len(KINDS))), "unit", "block_kind", "numbers", "place_in_sentence",
    "words", "words_log", "words_rank", "words_best", "words_lead", "left_same", "right_same", "left_text", "right_text", "sentence_mean", "text_mean", "document_mean", "document_mean_rank",
    "identity", "verb_plain", "has_noun", "has_verb", "tense",
)


@dataclass(frozen=True, slots=True)
class MeasureChooser:
    vocabulary: Vocabulary
    name: str = "measure"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("kind", "measure_words")

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str]]:
        words = [as_mapping(choice) for choice in chosen["measure_words"]]
        kinds = [as_mapping(choice) for choice in chosen["kind"]]
        around = surroundings(document)
        mean: dict[str, float] = defaultdict(float)
        by_text: dict[int, dict[str, float]] = {}
        by_sentence: dict[int, dict[str, float]] = {}
        n_text: dict[int, int] = defaultdict(int)
        n_sentence: dict[int, int] = defaultdict(int)
        for number, own in zip(document.numbers, words, strict=True):
            n_text[number.text] += 1
            n_sentence[number.sentence] += 1
            for m, p in own.items():
                mean[m] += p / len(words)
                by_text.setdefault(number.text, defaultdict(float))[m] += p
                by_sentence.setdefault(number.sentence, defaultdict(float))[m] += p
        mean_rank = {m: r for r, m in enumerate(sorted(mean, key=lambda m: -mean[m]))}
        frequent = sorted(around[0].document, key=lambda m: -around[0].document[m]) if around else []
        document_rank = {m: r for r, m in enumerate(frequent)}
        all_cues = sum(around[0].document.values()) or 1.0
        proposals = []
        n = -1
        for sentence in document.sentences:
            for j, syntax in enumerate(syntax_of_sentence(sentence)):
                n += 1
                number = document.numbers[n]
                here = hits(sentence, j, syntax)
                near = around[number.text]
                own = words[n]
                likeliest = sorted(own, key=lambda m: -own[m])
                candidates = dict.fromkeys([*here, *likeliest[:LIKELIEST], *near.heading, *near.lead_in, *frequent[:FREQUENT], OTHER])
                for m in sorted(near.block, key=lambda m: -near.block[m])[:3]:
                    candidates[m] = None
                for m in sorted(near.title, key=lambda m: -near.title[m])[:2]:
                    candidates[m] = None
                candidates = [m for m in candidates if m in self.vocabulary.measures]
                nothing = Hits({})
                order = lambda key: {m: r for r, m in enumerate(sorted(here, key=key))}
                rank = order(lambda m: min(here[m].before, here[m].behind))
                rank_before = order(lambda m: here[m].before)
                rank_behind = order(lambda m: here[m].behind)
                rank_act = order(lambda m: min(here[m].act_before, here[m].act_behind))
                noun = counted_noun(syntax)
                lemma = syntax.words[noun].lemma if noun is not None else None
                classes = self.vocabulary.classes_of(lemma) if lemma else frozenset()
                known = noun is not None and syntax.words[noun].pos not in {"PRON", "PROPN"}
                best_role = {role: sorted(((h.by_role.get(role, 0.0), m) for m, h in here.items()), reverse=True)[:2] for role in list(Role)[:9]}
                kind = kinds[n]
                quantity = number.quantity
                shared = {f"kind_{i}": kind.get(k, 0.0) for i, k in enumerate(KINDS)}
                shared |= {
                    "unit": UNITS.index(unit_class(quantity.unit)), "block_kind": BLOCKS.index(sentence.passage.block.kind), "numbers": len(sentence.quantities),
                    "place_in_sentence": j, "noun_known": 2 * known + bool(classes), "measures_near": len(here), "words_best": own[likeliest[0]] if likeliest else 0,
                    "verb_plain": syntax.verb is not None and syntax.words[syntax.verb].lemma in {"be", "have"}, "has_noun": noun is not None,
                    "has_verb": syntax.verb is not None, "tense": int(syntax.tense()),
                }
                rows = []
                for m in candidates:
                    h = here.get(m, nothing)
                    trait = self.vocabulary.measures[m]
                    p = own.get(m)
                    row = dict(shared)
                    for role, name in zip(Role, ROLE_NAMES, strict=True):
                        row[name] = h.by_role.get(role, 0.0)
                    for role in list(Role)[:9]:
                        row[f"other_{role.name.lower()}"] = max((w for w, o in best_role[role] if o != m), default=0.0)
                    row |= {
                        "before": h.before, "behind": h.behind, "act_before": h.act_before, "act_behind": h.act_behind, "rank": rank.get(m, 22),
                        "rank_before": rank_before.get(m, 22), "rank_behind": rank_behind.get(m, 22), "rank_act": rank_act.get(m, 22), "between": h.between, "next_between": h.next_between, "total": h.total,
                        "noun_itself": h.noun_itself, "state": h.state, "block": near.block.get(m, 0), "block_before": near.before.get(m, 0), "lead_in": near.lead_in.get(m, 0),
                        "heading": near.heading.get(m, 0), "headings": near.headings.get(m, 0), "title": near.title.get(m, 0),
                        "document": near.document.get(m, 0) / all_cues, "document_rank": document_rank.get(m, 22),
                        "can_count": self.vocabulary.can_count(m, classes, known) + bool(set(trait.counts) & classes),
                        "trait_kind": KINDS.index((trait.kind, trait.direction)), "trait_up": trait.direction == "up", "trait_down": trait.direction == "down", "done_to": trait.done_to,
                        "counts_people": "person" in trait.counts, "strict": trait.strict, "kind_fits": kind.get((trait.kind, trait.direction), 0.0),
                        "identity": list(self.vocabulary.measures).index(m) if trait.shipped else -1,
                    }
                    if p is not None:
                        row |= {"words": p, "words_log": math.log(max(p, 1e-4)), "words_rank": likeliest.index(m), "words_lead": math.log(max(p, 1e-4) / max(max((own[o] for o in likeliest[:2] if o != m), default=1e-4), 1e-4))}
                        for side, o in (("left", n - 1), ("right", n + 1)):
                            if 0 <= o < len(words):
                                if document.numbers[o].sentence == number.sentence:
                                    row[f"{side}_same"] = words[o].get(m, 0.0)
                                if document.numbers[o].text == number.text:
                                    row[f"{side}_text"] = words[o].get(m, 0.0)
                        k = n_sentence[number.sentence] - 1
                        if k:
                            row["sentence_mean"] = (by_sentence[number.sentence][m] - p) / k
                        k = n_text[number.text] - 1
                        if k:
                            row["text_mean"] = (by_text[number.text][m] - p) / k
                        row |= {"document_mean": mean.get(m, 0.0), "document_mean_rank": mean_rank.get(m, 22)}
                    rows.append(row)
                proposals.append(Proposal(tuple(candidates), matrix(rows, FEATURES)))
        return proposals


def as_mapping(choice: Choice) -> dict:
    return dict(zip(choice.values, choice.probabilities, strict=True))
