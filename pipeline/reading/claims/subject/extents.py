"""How far the name of a counted noun can be taken to reach: the phrases of each place where the noun stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reading.claims.subject.candidates import PEOPLE, Counted, DocumentNouns
from pipeline.reading.claims.subject.nouns import LONGEST, NOUNS, SentenceNouns, numbers_between


def surface(found: DocumentNouns, n: int, candidate: Counted) -> tuple[str, ...]:
    """The phrases that a candidate can be taken for."""
    return tuple(dict.fromkeys(extent.phrase for extent in extents(found, n, candidate)))


@dataclass(frozen=True, slots=True)
class Extent:
    """A phrase that a noun can be taken for, and how it was put together.

    `place` says where it stands; `form` says what it ends with beyond the noun; `first` and `last` are words of the
    sentence of number `number` where it stands in one.
    """

    phrase: str
    place: str
    form: str
    lemma: str
    described: bool = False
    number: int | None = None
    first: int = -1
    last: int = -1
    order: int = 0


def extents(found: DocumentNouns, n: int, candidate: Counted) -> list[Extent]:
    """The phrases that a candidate can be taken for, the shortest of each place first."""
    document, lemma = found.document, candidate.lemma
    nouns = found.sentences[document.numbers[n].sentence]
    anchor = found.anchor(document.numbers[n])
    some: list[Extent] = []
    for order, i in enumerate(candidate.own[:2]):
        some += _extents_of(nouns, i, lemma, "own sentence", n, order, _before_shared(nouns, anchor, i))
        some += _with_verb(nouns, i, lemma, n, order)
    for order, k in enumerate(candidate.earlier[:2]):
        head = found.own[k]
        assert head is not None
        there = found.sentences[document.numbers[k].sentence]
        place = "number before" if document.numbers[k].sentence != document.numbers[n].sentence else "number beside"
        if not candidate.own or head not in candidate.own[:2] or there is not nouns:
            some += _extents_of(there, head, lemma, place, k, order)
            some += _with_verb(there, head, lemma, k, order)
    for place, phrase in candidate.loose:
        some.append(Extent(phrase, place, "loose", lemma))
    if not some:
        some.append(Extent("people" if lemma == PEOPLE else lemma, "nowhere", "bare", lemma))
    own = _own_words(nouns, anchor)
    if own and found.own[n] not in candidate.own:
        shortest = min((e for e in some if e.form == "noun"), key=lambda e: len(e.phrase), default=some[0])
        some.append(Extent(f"{shortest.phrase} {own}", shortest.place, "own words", lemma, number=n))
    return list({extent.phrase: extent for extent in reversed(some) if extent.phrase}.values())[::-1]


def _extents_of(
    nouns: SentenceNouns, head: int, lemma: str, place: str, number: int, order: int, own: str = ""
) -> list[Extent]:
    """The phrases of a noun, from the noun alone to all that defines it; `own` stands for the words before it."""
    bare, described = nouns.compound(head), nouns.first_of(head)
    begins = [(bare, "")]
    if own:
        begins.append((bare, f"{own} "))
    elif described != bare:
        begins.append((described, ""))
    found = []
    for first, before in begins:
        for last in nouns.ends_of(head):
            form = "noun" if last == head else _form(nouns, head, last)
            phrase = before + nouns.phrase(first, last)
            found.append(Extent(phrase, place, form, lemma, bool(before) or first != bare, number, first, last, order))
    return found


def _before_shared(nouns: SentenceNouns, anchor: int, head: int) -> str:
    """What tells a number's things from those of the next, which alone has the noun: "31 public and 12 private
    schools"; empty where the noun is not shared so."""
    words, end = nouns.words, anchor + 1
    while end < head and (words[end].pos == "ADJ" or words[end].tag == "VBN") and end not in nouns.number_of:
        end += 1
    joint = end > anchor + 1 and end + 1 < head and words[end].pos == "CCONJ" and end + 1 in nouns.number_of
    return nouns.phrase(anchor + 1, end - 1) if joint and numbers_between(nouns, anchor, head) == 1 else ""


def _form(nouns: SentenceNouns, head: int, last: int) -> str:
    """What a phrase ends with: the complement's kind on the way from its last word up to the noun."""
    at = last
    for _ in range(LONGEST):
        if nouns.words[at].head == head or nouns.words[at].head == at:
            break
        at = nouns.words[at].head
    return nouns.words[at].dep if nouns.words[at].dep in {"prep", "acl", "relcl", "conj"} else "other"


def _with_verb(nouns: SentenceNouns, head: int, lemma: str, number: int, order: int) -> Iterable[Extent]:
    """A noun with what was done to it, or what it did: "litigations commenced", "persons stopped at the border"."""
    word = nouns.words[head]
    verb = word.head
    if word.dep not in {"nsubj", "nsubjpass", "dobj"} or nouns.words[verb].pos != "VERB":
        return
    noun = nouns.phrase(nouns.compound(head), head)
    done = nouns.words[verb].text.lower()
    yield Extent(f"{noun} {done}", "own sentence", "verb", lemma, False, number, verb, verb, order)
    ends = [e for e in nouns.participial(verb) if e > max(verb, head)]
    if ends:
        yield Extent(
            f"{noun} {nouns.phrase(verb, ends[0], *range(head - 6, head + 1))}", "own sentence", "verb phrase", lemma,
            False, number, verb, ends[0], order,
        )  # fmt: skip


def _own_words(nouns: SentenceNouns, anchor: int) -> str:
    """What tells an elliptic number from the one before it: "12 for other offences", "452 of them confirmed"."""
    words = nouns.words
    i = anchor + 1
    if i + 1 < len(words) and words[i].text.lower() == "of" and words[i + 1].pos == "PRON":
        i += 2
    while i < len(words) and words[i].pos == "AUX":
        i += 1
    if i >= len(words) or i in nouns.number_of or i in nouns.taken:
        return ""
    if words[i].tag in {"VBN", "VBD"}:
        return nouns.phrase(i, [*nouns.participial(i), i][:2][-1])
    if words[i].pos == "ADP":
        ends = nouns.prepositional(i)
        return nouns.phrase(i, ends[0]) if ends else ""
    if words[i].pos == "ADJ" and (i + 1 == len(words) or words[i + 1].pos not in NOUNS):
        return words[i].text.lower()
    return ""
