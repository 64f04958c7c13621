"""What speaks for a quantity being a claim: its form, the words around it, its noun and verb, its block."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.codes import BLOCK_KINDS, BOUNDS, DEPENDENCIES, NUMBER_FORMS, PARTS_OF_SPEECH, code
from pipeline.reading.claims.document import Number, ParsedDocument, Sentence
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.reading.quantities import is_currency
from pipeline.records.data import load_yaml
from pipeline.records.model import NO_MEASURE

FEATURES = (
    "form", "unit", "bound", "modifier", "value", "digits", "in words", "separated", "decimal", "range",
    "like a year", "small", "hyphened", "block", "numbers in sentence", "place among them", "words in sentence",
    "letters", "opens block", "opens sentence", "ends sentence", "list mark", "character before", "character behind",
    "sign before", "name before", "age before", "pointed at", "month beside", "promotion", "persons", "question",
    "quoted", "address", "digits in sentence", "dependency", "head is noun", "head is verb", "noun plural",
    "noun behind", "noun in passing", "noun is time", "noun proper", "noun counted elsewhere", "noun share", "depth",
    "has verb", "tense", "verb is", "in bracket", "bracket alone", "same value elsewhere", "numbers in document",
    "place in document", "headings", "texts behind", "part of speech behind", "part of speech before", "word behind",
    "word before", "two behind", "of behind", "comma pair", "period holds", "sentence has percent", "claims density",
    "row has words", "repeated text", "case of noun", "tells a measure",
)  # fmt: skip

_TIMES = frozenset({"years", "months", "days", "weeks", "hours", "minutes", "seconds", "decades"})
_BEFORE = (
    "of", "in", "to", "for", "at", "by", "from", "with", "and", "or", "were", "was", "than", "on", "the", "a", ",", "(",
    ":", "-",
)  # fmt: skip
_BEHIND = (
    "of", "in", "to", "for", ",", ".", "(", ")", "and", "or", "were", "was", "have", "who", "-", "people", "%", ":",
    "per", "more", "other",
)  # fmt: skip
_BREAKS = " .,;:()[]/-–—‒$£€%'\"“”‘’*•#+\n|…"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of words.yaml that tell what is no claim, by group."""

    names: frozenset[str]
    ages: frozenset[str]
    age: frozenset[str]
    passing: frozenset[str]
    promotion: frozenset[str]
    persons: frozenset[str]
    months: frozenset[str]
    points: frozenset[str]
    times: frozenset[str]


@cache
def words() -> Words:
    """The words of words.yaml."""
    loaded = load_yaml("pipeline.reading.claims.claimhood", "words.yaml")
    return Words(**{name: frozenset(map(str, some)) for name, some in loaded.items()})


def rows(document: ParsedDocument, measures: Sequence[Choice[str]]) -> list[dict[str, float]]:
    """The features of each number of a document; `measures` is what each was chosen to tell."""
    syntax = [one for sentence in document.sentences for one in syntax_of_sentence(sentence)]
    nouns = [_noun(one) for one in syntax]
    counted = Counter(one.words[i].lemma for one, i in zip(syntax, nouns, strict=True) if i is not None)
    values = Counter(number.quantity.value for number in document.numbers)
    sentences = [_of_sentence(document, sentence) for sentence in document.sentences]
    total = len(document.numbers)
    repeated = Counter(" ".join(s.passage.text.split()) for s in document.sentences)
    result = []
    for n, number in enumerate(document.numbers):
        row = dict(sentences[number.sentence])
        row |= _of_form(number)
        row |= _of_surroundings(number, document.sentence_of(number))
        row |= _of_syntax(syntax[n], nouns[n])
        noun = nouns[n]
        lemma = syntax[n].words[noun].lemma if noun is not None else ""
        row["noun counted elsewhere"] = counted[lemma] - 1 if lemma else -1
        row["noun share"] = counted[lemma] / total if lemma else -1
        row["same value elsewhere"] = values[number.quantity.value] - 1
        row["numbers in document"] = total
        row["place in document"] = n / total
        row["tells a measure"] = _tells_a_measure(measures[n])
        row["repeated text"] = repeated[" ".join(document.sentence_of(number).passage.text.split())] - 1
        text = document.text_of(number)
        quantity = number.quantity
        row["period holds"] = float(any(p.start <= quantity.start and quantity.end <= p.end for p in text.periods))
        result.append(row)
    return result


def _tells_a_measure(choice: Choice[str]) -> float:
    """How probable it is that a number tells a measure: a term of prison does, most stretches of time do not."""
    return sum(p for value, p in zip(choice.values, choice.probabilities, strict=True) if value != NO_MEASURE)


def _of_sentence(document: ParsedDocument, sentence: Sentence) -> dict[str, float]:
    text = sentence.passage.text
    lower = [w.text.lower() for w in sentence.words]
    block = sentence.passage.block
    letters = sum(c.isalpha() for c in text)
    return {
        "block": code(BLOCK_KINDS, block.kind),
        "numbers in sentence": len(sentence.quantities),
        "words in sentence": len(sentence.words),
        "letters": letters / max(1, len(text)),
        "promotion": sum(w in words().promotion for w in lower),
        "persons": sum(w in words().persons for w in lower),
        "question": float("?" in text),
        "quoted": float(any(c in text for c in '“"”')),
        "address": float(bool(re.search(r"https?:|www\.|@|\bdoi\b|\.(?:com|org|gov)\b", text))),
        "digits in sentence": sum(c.isdigit() for c in text) / max(1, len(text)),
        "headings": len(block.headings),
        "texts behind": len(document.texts) - sentence.text,
        "sentence has percent": float(any(q.unit == "percent" for q in sentence.quantities)),
        "claims density": len(sentence.quantities) / max(1, len(sentence.words)),
        "row has words": sum(len(w.text) > 3 and w.pos in {"NOUN", "PROPN", "VERB", "ADJ"} for w in sentence.words),
        "has verb": float(any(w.pos in {"VERB", "AUX"} and w.dep in {"ROOT", "ccomp", "conj"} for w in sentence.words)),
    }


def _of_form(number: Number) -> dict[str, float]:
    quantity = number.quantity
    value = quantity.value if quantity.value is not None else quantity.high or 0.0
    surface = quantity.surface
    return {
        "form": code(NUMBER_FORMS, quantity.form),
        "unit": _unit(quantity.unit),
        "bound": code(BOUNDS, quantity.bound),
        "modifier": float(quantity.modifier is not None),
        "value": math.log10(abs(value) + 1),
        "digits": sum(c.isdigit() for c in surface),
        "in words": float(not any(c.isdigit() for c in surface)),
        "separated": float(bool(re.search(r"\d[,. ]\d{3}", surface))),
        "decimal": float(bool(re.search(r"\d\.\d{1,2}\b", surface))),
        "range": float(quantity.value is None),
        "like a year": float(bool(re.fullmatch(r"(?:19|20)\d\d", surface))),
        "small": min(abs(value), 40.0),
        "hyphened": float("-" in surface),
        "place among them": number.j,
    }  # fmt: skip


def _unit(unit: str) -> float:
    if is_currency(unit):
        return 3.0
    if unit.startswith("per "):
        return 5.0
    return {"count": 0.0, "percent": 1.0, "times": 4.0}.get(unit, 2.0 if unit in _TIMES else 6.0)


def _of_surroundings(number: Number, sentence: Sentence) -> dict[str, float]:
    quantity, passage = number.quantity, sentence.passage
    text = passage.block.text
    before, behind = text[max(0, quantity.start - 40) : quantity.start], text[quantity.end : quantity.end + 40]
    left = re.findall(r"[\w’']+|[^\w\s]", before.lower())
    right = re.findall(r"[\w’']+|[^\w\s]", behind.lower())
    opens = quantity.start - passage.start < 3
    last, following = (left[-1] if left else ""), (right[0] if right else "")
    return {
        "opens block": float(quantity.start < 3),
        "opens sentence": float(opens),
        "ends sentence": float(passage.end - quantity.end < 3),
        "list mark": float(opens and bool(re.match(r"[.)\]]?\s", behind))) + 2.0 * (opens and behind[:1] in ".)"),
        "character before": float(_BREAKS.find(before[-1:])) if before else -2.0,
        "character behind": float(_BREAKS.find(behind[:1])) if behind else -2.0,
        "sign before": float(any(c in before[-3:] for c in "#№§")),
        "name before": float(last in words().names) + 0.5 * (len(left) > 1 and left[-2] in words().names),
        "age before": float(last in words().ages) + 2.0 * any(w in words().age for w in left[-4:] + right[:3]),
        "pointed at": float(last in words().points),
        "month beside": float(last in words().months or following in words().months),
        "word before": code(_BEFORE, last),
        "word behind": code(_BEHIND, following),
        "two behind": code(_BEHIND, right[1] if len(right) > 1 else ""),
        "of behind": float("of" in right[:3]),
        "in bracket": float(before.count("(") > before.count(")")),
        "bracket alone": float(before.rstrip().endswith("(") and behind.lstrip().startswith(")")),
        "comma pair": float(last == "," and following in {",", "."}),
    }  # fmt: skip


def _of_syntax(syntax: NumberSyntax, noun: int | None) -> dict[str, float]:
    tokens, at = syntax.words, syntax.at
    head = tokens[tokens[at].head]
    lex = words()
    row = {
        "dependency": code(DEPENDENCIES, tokens[at].dep),
        "head is noun": float(head.pos in {"NOUN", "PROPN"}),
        "head is verb": float(head.pos in {"VERB", "AUX"}),
        "depth": len(syntax.path),
        "tense": float(syntax.tense()),
        "verb is": float(syntax.verb is not None and tokens[syntax.verb].lemma in {"be", "have"}),
        "part of speech behind": code(PARTS_OF_SPEECH, tokens[at + 1].pos) if at + 1 < len(tokens) else -2.0,
        "part of speech before": code(PARTS_OF_SPEECH, tokens[at - 1].pos) if at else -2.0,
        "noun behind": float(noun is not None),
    }
    if noun is not None:
        word = tokens[noun]
        row |= {
            "noun plural": float(word.tag in {"NNS", "NNPS"}),
            "noun in passing": float(word.lemma in lex.passing),
            "noun is time": float(word.lemma in lex.times),
            "noun proper": float(word.pos == "PROPN"),
            "case of noun": float(word.text[:1].isupper()),
        }
    return row


def _noun(syntax: NumberSyntax) -> int | None:
    """The noun that a number stands before, in the tree or in the line."""
    tokens, at = syntax.words, syntax.at
    head = tokens[at].head
    if head > at and tokens[head].pos in {"NOUN", "PROPN"}:
        return head
    for i in range(at + 1, min(at + 5, len(tokens))):
        if tokens[i].pos in {"NOUN", "PROPN"}:
            while i + 1 < len(tokens) and tokens[i].dep == "compound" and tokens[i + 1].pos in {"NOUN", "PROPN"}:
                i += 1
            return i
        if tokens[i].pos not in {"ADJ", "DET", "ADP", "ADV"} and tokens[i].tag not in {"VBN", "VBG", "HYPH"}:
            break
    return None
