"""What the words of a sentence are to a number: its noun, what describes that, its verb, the verb's arguments."""

from __future__ import annotations

from enum import IntEnum

from pipeline.reading.claims.document import Word
from pipeline.reading.claims.syntax import NumberSyntax


class Role(IntEnum):
    """What a word is to a number, the closest first."""

    NOUN = 0
    DESCRIBING = 1
    """A word before the noun: "trafficking victims"."""
    CLAUSE_OF_NOUN = 2
    """A participle or relative clause: "people arrested last year"."""
    OF_NOUN = 3
    """What stands behind a preposition of the noun: "cases of fraud", "50% of the victims"."""
    VERB = 4
    JOINED_VERB = 5
    """A verb joined to the own one: "were tried and convicted"."""
    SUBJECT = 6
    OBJECT = 7
    OTHER_ARGUMENT = 8
    ABOVE = 9
    """Any other word on the way up to the root."""
    SAME_CLAUSE = 10
    ELSEWHERE = 11


_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_CLAUSES = frozenset({"acl", "relcl", "appos"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp", "dative"})
_COUNTING = frozenset({"%", "number", "total", "toll", "share", "proportion", "percentage", "sum", "figure", "count"})
_HIGHEST = 4
_MARKS = frozenset({":", ";", "|", ".", "(", ")", "•"})
_CLOSE = 2
"""Words from the mark behind a label to the number."""


def counted_noun(syntax: NumberSyntax) -> int | None:
    """The word for what is counted, past nouns that only hold a number ("50% of the victims", "a total of 500 men")."""
    noun = syntax.noun
    for _ in range(2):
        if noun is None or syntax.words[noun].lemma not in _COUNTING:
            break
        inner = _of(syntax, noun)
        if inner is None:
            break
        noun = inner
    return noun


def _of(syntax: NumberSyntax, noun: int) -> int | None:
    for i in syntax.children(noun, "prep"):
        if syntax.words[i].lemma in {"of", "among", "in"} and i > noun:
            return next(iter(syntax.children(i, "pobj")), None)
    return None


def roles(syntax: NumberSyntax) -> list[Role]:
    """The role of each word of the sentence."""
    words, verb = syntax.words, syntax.verb
    nouns = {i for i in (counted_noun(syntax), syntax.noun, syntax.at) if i is not None}
    clause, label = syntax.clauses[syntax.at], _label(syntax)
    found = []
    for i in range(len(words)):
        if i in nouns:
            found.append(Role.NOUN)
        elif i == verb:
            found.append(Role.VERB)
        elif i in label:
            found.append(Role.DESCRIBING)
        else:
            role = _below(words, i, nouns, verb)
            if role is None:
                if verb is not None and i == words[verb].head and words[verb].dep == "conj":
                    role = Role.JOINED_VERB
                elif i in syntax.path:
                    role = Role.ABOVE
                else:
                    role = Role.SAME_CLAUSE if syntax.clauses[i] == clause else Role.ELSEWHERE
            found.append(role)
    return found


def _label(syntax: NumberSyntax) -> range:
    """The words that a colon or a bar parts from the number that they label: "Robberies: 778", "Charged | 54 | 23"."""
    marks = [i for i in range(syntax.at) if syntax.words[i].text in _MARKS]
    if not marks or syntax.at - marks[-1] > _CLOSE or syntax.words[marks[-1]].text not in {":", "|"}:
        return range(0)
    end = next(i for i in marks if syntax.words[i].text == "|") if syntax.words[marks[-1]].text == "|" else marks[-1]
    return range(max((i + 1 for i in marks if i < end), default=0), end)


def _below(words: tuple[Word, ...], i: int, nouns: set[int], verb: int | None) -> Role | None:
    """The role of a word that hangs on the noun or the verb, over a few steps."""
    at, crossed = i, False
    for _ in range(_HIGHEST):
        head, dep = words[at].head, words[at].dep
        if head == at:
            return None
        if head in nouns:
            if dep in _CLAUSES:
                return Role.CLAUSE_OF_NOUN if words[at].pos != "NOUN" or dep == "appos" else Role.OF_NOUN
            if dep in _PREMODIFIERS:
                return Role.DESCRIBING
            return Role.OF_NOUN if dep == "prep" else None
        if head == verb:
            if dep in _SUBJECTS:
                return Role.SUBJECT
            if dep in _OBJECTS:
                return Role.OBJECT
            if dep == "conj" and words[at].pos in {"VERB", "AUX"}:
                return Role.JOINED_VERB if at == i else None
            return Role.OTHER_ARGUMENT if dep in {"prep", "agent", "xcomp", "prt", "ccomp"} and not crossed else None
        crossed = crossed or words[at].pos == "VERB"
        at = head
    return None
