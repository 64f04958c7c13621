"""The phrases that could name the part of a share: nouns and places of its sentence, what is said of the whole, the
stretch of words between the share and its neighbours, and what stands for earlier shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.claims.subject.nouns import NOUNS, SentenceNouns, lexicon

NEAREST = 7
_TRIMMED = frozenset({"PUNCT", "CCONJ", "AUX", "DET", "SCONJ", "PRON", "SPACE"})
_LONGEST_STRETCH = 12
_CLAUSES_BEFORE = 3
_LONGEST_GLOSS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase from word `first` to word `last` of the number's sentence, and what it is there; words are -1 where it
    stands elsewhere."""

    phrase: str
    form: str
    first: int = -1
    last: int = -1
    head: int = -1


def parts(found: DocumentNouns, n: int, before: str | None) -> list[Part]:
    """The candidates for the n-th number; `before` is the likeliest part of the share before it."""
    number = found.document.numbers[n]
    nouns, anchor = found.sentences[number.sentence], found.anchor(number)
    some = [
        *_predicates(nouns, found.syntax[n].verb),
        *_stretches(nouns, anchor, number.j),
        *_phrases(nouns, anchor),
        *_clauses(nouns, anchor),
        *_with_numbers(nouns, anchor, found.syntax[n].verb),
    ]
    if before:
        some.append(Part(before, "share before"))
    earlier = [other.sentence for other in found.document.numbers[:n] if other.sentence != number.sentence]
    if earlier:
        there = found.sentences[earlier[-1]]
        some += [Part(part.phrase, "clause before") for part in _clauses(there, -1)][:_CLAUSES_BEFORE]
    for heading in found.document.text_of(number).block.headings[-1:]:
        some += [Part(noun.short, "heading") for noun in found.loose_nouns(heading)[:2]]
    if not some:
        some.append(Part("", "none"))
    return list({part.phrase: part for part in reversed(some)}.values())[::-1]


def _phrases(nouns: SentenceNouns, anchor: int) -> Iterable[Part]:
    """The noun phrases nearest to the number, places among them, with and without what defines them."""
    words = nouns.words
    heads = [
        i
        for i, word in enumerate(words)
        if i not in nouns.number_of
        and (word.pos in NOUNS or word.text.lower() in lexicon().people_words)
        and not (word.dep == "compound" and word.head > i)
        and any(c.isalpha() for c in word.text)
    ]
    for i in sorted(heads, key=lambda k: abs(k - anchor))[:NEAREST]:
        first = nouns.first_of(i)
        if i in nouns.taken:
            while first and (first - 1 in nouns.taken or words[first - 1].dep == "compound"):
                first -= 1
        for last in nouns.ends_of(i)[:3]:
            yield Part(nouns.phrase(first, last), "noun" if last == i else "noun phrase", first, last, i)
        if i > first:
            yield Part(nouns.phrase(i, i), "head", i, i, i)


def _predicates(nouns: SentenceNouns, verb: int | None) -> Iterable[Part]:
    """What a verb says of its subject: "remained behind bars", "minors" in "were minors"."""
    if verb is None:
        return
    words = nouns.words
    below = [k for k in nouns.below[verb] if k > verb]
    negated = [k for k in nouns.below[verb] if words[k].dep == "neg"]
    for k in below:
        if words[k].dep in {"attr", "acomp", "prep", "agent"} and k not in nouns.number_of:
            phrase = nouns.phrase(_start(nouns, k), _end(nouns, k, verb))
            yield Part(f"not {phrase}" if negated else phrase, "predicate", k, _end(nouns, k, verb), k)
    if words[verb].pos == "VERB":
        first = min([verb, *negated, *(k for k in nouns.below[verb] if negated and words[k].dep == "aux")])
        for last in dict.fromkeys([verb, *nouns.participial(verb)[:3], _end(nouns, verb, verb)]):
            phrase = _written(nouns, first, last) if negated else nouns.phrase(first, last)
            yield Part(phrase, "verb phrase", first, last, verb)


def _clauses(nouns: SentenceNouns, anchor: int) -> Iterable[Part]:
    """What is said of a noun right behind it: "married as children" in "women who were married as children"."""
    for i, word in enumerate(nouns.words):
        if word.dep in {"acl", "relcl"} and word.pos in {"VERB", "AUX"} and i not in nouns.number_of:
            yield Part(_written(nouns, i, _clause_end(nouns, i, anchor)), "clause", i, _clause_end(nouns, i, anchor), i)
            last = _end(nouns, i, i)
            yield Part(nouns.phrase(i, last), "clause", i, last, i)


def _with_numbers(nouns: SentenceNouns, anchor: int, verb: int | None) -> Iterable[Part]:
    """What holds a number of its own: "children under five", "were between 13 and 18"."""
    words = nouns.words
    for i in sorted(nouns.number_of, key=lambda k: abs(k - anchor))[:NEAREST]:
        if nouns.number_of[i] == nouns.number_of.get(anchor) or words[i].head == i:
            continue
        if i and words[i - 1].pos in NOUNS:
            first = nouns.first_of(i - 1)
            yield Part(_written(nouns, first, i), "with number", first, i, i - 1)
        above = words[i].head
        while words[above].pos in {"NOUN", "NUM"} and words[above].head != above and above > i - 3 and above >= i:
            above = words[above].head
        if above < i and words[above].pos in {"ADP", "SCONJ", "VERB"}:
            last = _clause_end(nouns, i, anchor)
            noun = words[above].head
            if words[noun].pos in NOUNS and noun < above:
                yield Part(_written(nouns, nouns.first_of(noun), last), "with number", nouns.first_of(noun), last, noun)
            yield Part(_written(nouns, above, last), "with number", above, last, above)
    if verb is not None and verb > anchor:
        last = _clause_end(nouns, verb, anchor)
        first = verb + 1 if words[verb].pos == "AUX" else verb
        if any(k in nouns.number_of for k in range(first, last + 1)):
            yield Part(_written(nouns, first, last), "with number", first, last, verb)


def _clause_end(nouns: SentenceNouns, i: int, anchor: int) -> int:
    """The last word of what begins at i, numbers taken in, as far as the next comma or the share itself."""
    last = i
    share = nouns.number_of.get(anchor)
    for k in range(i + 1, min(len(nouns.words), i + _LONGEST_STRETCH)):
        if nouns.words[k].pos == "PUNCT" and nouns.words[k].text not in {"-", "'", "’"}:
            break
        if share is not None and nouns.number_of.get(k) == share:
            break
        last = k
    while last > i and nouns.words[last].pos in _TRIMMED | {"ADP"} and last not in nouns.number_of:
        last -= 1
    return last


def _written(nouns: SentenceNouns, first: int, last: int) -> str:
    """The text's own words, numbers too, in small letters."""
    return " ".join(nouns.text[nouns.words[first].start : nouns.words[last].end].lower().split())


def _start(nouns: SentenceNouns, i: int) -> int:
    return nouns.first_of(i) if nouns.words[i].pos in NOUNS else i


def _end(nouns: SentenceNouns, i: int, verb: int) -> int:
    """The last word below i, as far as the next comma, joined clause or number."""
    last = i
    for k in range(i + 1, min(len(nouns.words), i + _LONGEST_STRETCH)):
        word = nouns.words[k]
        if word.pos == "PUNCT" and word.text not in {"-", "'", "’"}:
            break
        if k in nouns.number_of or (word.dep in {"conj", "advcl", "cc"} and word.head == verb):
            break
        last = k
    while last > i and nouns.words[last].pos in _TRIMMED | {"ADP"}:
        last -= 1
    return last


def _behind_gloss(nouns: SentenceNouns, first: int) -> int:
    """The word behind a share's count in brackets: "18% (464) to the courts"."""
    gloss = [word.text for word in nouns.words[first : first + _LONGEST_GLOSS]]
    counts = gloss[:1] == ["("] and first + 1 in nouns.number_of and ")" in gloss
    return first + gloss.index(")") + 1 if counts else first


def _opens_the_rest(nouns: SentenceNouns, k: int) -> bool:
    """Whether a part without a figure of its own begins at a word: "and the rest from Malta"."""
    following = [word.text.lower() for word in nouns.words[k : k + 3]]
    return following[:2] == ["and", "the"] and not lexicon().remainders.isdisjoint(following[2:])


def _stretches(nouns: SentenceNouns, anchor: int, j: int) -> Iterable[Part]:
    """The words from the share to the next comma or number, behind it and before it."""
    words = nouns.words

    def stops(k: int) -> bool:
        return (
            k in nouns.number_of
            or (words[k].pos == "PUNCT" and words[k].text not in {"-", "'", "’", '"', "“", "”"})
            or _opens_the_rest(nouns, k)
        )

    first = _behind_gloss(nouns, anchor + 1)
    if first + 1 < len(words) and words[first].text.lower() == "of" and words[first + 1].pos in {"PRON", "DET"}:
        first += 2
    while first < len(words) and words[first].pos in _TRIMMED and not stops(first):
        first += 1
    last = first - 1
    while last + 1 < len(words) and not stops(last + 1) and last - first < _LONGEST_STRETCH:
        last += 1
    while last > first and words[last].pos == "CCONJ":
        last -= 1
    if last >= first:
        yield Part(nouns.phrase(first, last), "stretch behind", first, last, first)
    last = nouns.start_of(j) - 1
    while last >= 0 and (words[last].pos in _TRIMMED | {"ADP", "ADV", "PART"} or words[last].text in {":", "(", "–"}):
        last -= 1
    if last >= 0 and last not in nouns.number_of:
        first = last
        while first > 0 and not stops(first - 1) and last - first < _LONGEST_STRETCH:
            first -= 1
        while first < last and words[first].pos in _TRIMMED:
            first += 1
        yield Part(nouns.phrase(first, last), "stretch before", first, last, last)
