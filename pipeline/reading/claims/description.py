"""A number in words: what stands around it, as weighted terms for linear models.

Terms are "place=word": the number's own noun and verb, what depends on them, the words before and behind, those of the
sentence, of the text before, of headings and title, what measures they speak for, and the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.reading.claims.document import ParsedDocument, Sentence, Word, once_a_document
from pipeline.reading.claims.layout import unit_class
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.records.model import Quantity

Description = dict[str, float]

_WORD = re.compile(r"[a-z]{3,}")
_BEFORE, _BEHIND = 6, 7
_EARLIER = 160
"""Characters of the text before a sentence that are looked at."""
_STOPPED = frozenset({"punct", "det", "space"})


@once_a_document
def descriptions(document: ParsedDocument) -> list[Description]:
    """The terms of each number of a document, in order, with their weights."""
    title = set(_words(document.context.title or ""))
    lead_ins = lead_in_of(document)
    of_string = {text.block.text: text.cues for text in document.texts}
    found: list[Description] = []
    cores: list[dict[str, float]] = []
    for sentence in document.sentences:
        block = sentence.passage.block
        shared = {f"t={word}": 0.25 for word in title}
        shared |= {f"h={word}": 0.2 for word in _words(" ".join(block.headings[:-1]))}
        shared |= {f"h={word}": 0.5 for word in _words(" ".join(block.headings[-1:]))}
        lead_in = lead_ins[sentence.text]
        if lead_in is not None:
            shared |= {f"l={word}": 0.35 for word in _words(document.texts[lead_in].block.text[-200:])}
            shared |= {f"cl={cue.measure}": 0.35 for cue in document.texts[lead_in].cues}
        for heading in block.headings[-1:]:
            shared |= {f"ch={cue.measure}": 0.5 for cue in of_string.get(heading, ())}
        shared |= {f"ct={cue.measure}": 0.25 for cue in document.texts[0].cues}
        earlier = block.text[max(0, sentence.passage.start - _EARLIER) : sentence.passage.start]
        shared |= {f"p={word}": 0.25 for word in _words(earlier)}
        shared |= {f"s={w.lemma}": 0.35 for w in sentence.words if w.dep not in _STOPPED and w.lemma.isalpha()}
        shared[f"block={block.kind}"] = 0.7
        for cue in sentence.cues:
            shared[f"cue={cue.measure}"] = 0.35
        for j, syntax in enumerate(syntax_of_sentence(sentence)):
            own = _core(syntax)
            cores.append(own)
            unit = unit_class(sentence.quantities[j].unit)
            terms = {**shared, **own, **_around(sentence, syntax), **_cues(sentence, j, syntax)}
            terms[f"unit={unit}"] = 2.0
            terms |= _marks(block.text, sentence.quantities[j])
            terms[f"form={sentence.quantities[j].form}"] = 1.0
            crossed = [term for term in terms if term.startswith(("verb=", "noun=", "a1=", "b1="))]
            terms |= {f"{unit}&{term}": 0.8 for term in crossed}
            found.append(terms)
    _add_neighbours(document, found, cores)
    return found


def lead_in_of(document: ParsedDocument) -> list[int | None]:
    """For each text of a list, a table or a call-out the running text before it, None for running text itself."""
    found: list[int | None] = []
    last: int | None = None
    for n, text in enumerate(document.texts):
        listed = text.block.kind in {"list_item", "callout", "table_row"}
        found.append(last if listed else None)
        if not listed:
            last = n
    return found


def _marks(text: str, quantity: Quantity) -> Description:
    """The signs that a number is dressed in: "(+5%)", "▼ 79%", "cases: 40"."""
    before, behind = text[: quantity.start].rstrip()[-2:], text[quantity.end :].lstrip()[:1]
    terms = Description()
    for label, signs in (("pre", before), ("post", behind)):
        for sign in signs:
            if not sign.isalnum() and not sign.isspace():
                terms[f"{label}={sign}"] = 1.0
    return terms


def _core(syntax: NumberSyntax) -> Description:
    words, terms = syntax.words, Description()
    if syntax.verb is not None:
        verb = words[syntax.verb]
        terms[f"verb={verb.lemma}"] = 1.0
        terms[f"tense={syntax.tense().name}"] = 1.0
        for i in syntax.children(syntax.verb, "nsubj", "nsubjpass"):
            terms[f"subject={words[i].lemma}"] = 1.0
            terms[f"voice={words[i].dep}"] = 1.0
        for i in syntax.children(syntax.verb, "prep", "agent", "prt", "neg", "dobj", "acomp", "attr", "aux"):
            terms[f"v{words[i].dep}={words[i].lemma}"] = 1.0
        if verb.head != syntax.verb:
            terms[f"above={words[verb.head].lemma}"] = 0.7
        steps = syntax.path[: syntax.path.index(syntax.verb)] if syntax.verb in syntax.path else syntax.path
        terms["role=" + ">".join(words[i].dep for i in steps[-4:])] = 1.0
    if syntax.noun is not None:
        terms[f"noun={words[syntax.noun].lemma}"] = 1.2
        for i in syntax.children(syntax.noun, "amod", "compound", "nmod", "acl", "relcl", "poss", "appos"):
            terms[f"n{words[i].dep}={words[i].lemma}"] = 1.0
            terms[f"mod={words[i].lemma}"] = 0.7
        for i in syntax.children(syntax.noun, "prep"):
            for k in syntax.children(i):
                terms[f"nprep={words[i].lemma}_{words[k].lemma}"] = 1.0
                terms[f"of={words[k].lemma}"] = 0.7
    return terms


def _around(sentence: Sentence, syntax: NumberSyntax) -> Description:
    words, at = sentence.words, syntax.at
    number = (words[at].start, words[at].end)
    before = [w for w in words[:at] if (w.start, w.end) != number and _telling(w)][-_BEFORE:]
    behind = [w for w in words[at + 1 :] if (w.start, w.end) != number and _telling(w)][:_BEHIND]
    terms = Description()
    for label, near in (("b", before[::-1]), ("a", behind)):
        for k, word in enumerate(near):
            terms.setdefault(f"{label}={word.lemma}", 1 - 0.12 * k)
        if near:
            terms[f"{label}1={near[0].lemma}"] = 1.0
            terms[f"{label}12=" + "_".join(w.lemma for w in near[:2])] = 1.0
    if at and not words[at - 1].text.isalnum():
        terms[f"mark={words[at - 1].text}"] = 1.0
    return terms


def _telling(word: Word) -> bool:
    return word.dep not in _STOPPED and word.lemma[:1].isalpha()


def _cues(sentence: Sentence, j: int, syntax: NumberSyntax) -> Description:
    """What measures the own verb and noun speak for, and which cues stand next before and behind."""
    quantity, terms = sentence.quantities[j], Description()
    own = {"cverb": syntax.verb, "cnoun": syntax.noun}
    for cue in sentence.cues:
        for label, i in own.items():
            if i is not None and cue.start <= syntax.words[i].start < cue.end:
                terms[f"{label}={cue.measure}"] = 1.0
    behind = [cue for cue in sentence.cues if cue.start >= quantity.end]
    before = [cue for cue in sentence.cues if cue.end <= quantity.start]
    for cue in behind:
        if cue.start == behind[0].start:
            terms[f"cbehind={cue.measure}"] = 0.7
    for cue in before:
        if cue.start == before[-1].start:
            terms[f"cbefore={cue.measure}"] = 0.7
    return terms


def _add_neighbours(
    document: ParsedDocument, found: Sequence[Description], cores: Sequence[Mapping[str, float]]
) -> None:
    """The verb and the noun of the numbers before and behind in the same text."""
    numbers = document.numbers
    for n, number in enumerate(numbers):
        for other, side in ((n - 1, "left"), (n + 1, "right")):
            if 0 <= other < len(numbers) and numbers[other].text == number.text:
                near = "same" if numbers[other].sentence == number.sentence else "near"
                for term in cores[other]:
                    if term.startswith(("verb=", "noun=")):
                        found[n][f"{side}-{near}-{term}"] = 0.5


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text.lower())
