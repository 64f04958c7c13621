"""What speaks for a noun as the name of what a number counts: its place in the tree, the line and the document."""

from __future__ import annotations

from pipeline.reading.claims.codes import BLOCK_KINDS, DEPENDENCIES, NUMBER_FORMS, PREPOSITIONS, code
from pipeline.reading.claims.document import Number
from pipeline.reading.claims.subject.candidates import PEOPLE, Counted, DocumentNouns
from pipeline.reading.claims.subject.nouns import NOUNS, VERBS, SentenceNouns, lexicon, numbers_between
from pipeline.reading.claims.syntax import NumberSyntax

_FAR = 30.0
_NEAR_VERB = 2
"""How far behind a number its verb stands at most, in words: "212 were", "212 still were"."""

FEATURES = (
    # the number
    "form", "block", "in bracket", "bare", "numbers in sentence", "place among them", "words in sentence",
    "dependency of number", "has own noun", "own noun is holder", "word behind", "word before", "has verb",
    "number is below verb's subject", "number opens", "colon before", "value",
    # the candidate
    "is own noun", "is in own sentence", "dependency", "parent is preposition", "preposition", "depth",
    "signed words", "words between", "numbers between", "nouns between", "verbs between", "punctuation between", "up",
    "down", "same clause", "is verb's argument", "has a number of its own", "plural", "proper", "holder", "document",
    "time", "people word", "change", "rank by words", "rank behind", "rank before", "mentions in sentence",
    "below own noun", "above own noun", "conjunct of own noun", "ends line", "opens line", "behind of",
    "last number with it", "last number with it of same unit", "same sentence before", "same text before",
    "is noun of number before", "before that, is it", "own noun of number behind", "share of document's nouns",
    "rank in document", "times before", "heading", "heading above", "title", "lead-in", "before", "loose order",
    "is people", "is predicate of number", "candidates",
)  # fmt: skip

_BEHIND = (
    "of", "in", "(", ")", ",", ".", ":", ";", "and", "were", "was", "are", "is", "have", "had", "has", "from", "to",
    "for", "per", "more", "others", "who", "people", "%", "–",
)  # fmt: skip


class NounFeatures:
    """Features of the candidates of one document's numbers."""

    def __init__(self, found: DocumentNouns) -> None:
        self.found = found
        self.total = max(1, found.common.total())
        self.ranks = {lemma: k for k, (lemma, _) in enumerate(found.common.most_common())}

    def rows(self, n: int, candidates: list[Counted]) -> list[dict[str, float]]:
        number = self.found.document.numbers[n]
        shared = self._of_number(n, number) | {"candidates": float(len(candidates))}
        nouns, anchor = self.found.sentences[number.sentence], self.found.anchor(number)
        nearest = {c.lemma: c.own[0] for c in candidates if c.own}
        by_words = sorted(nearest, key=lambda lemma: abs(nearest[lemma] - anchor))
        behind = sorted((lemma for lemma in nearest if nearest[lemma] > anchor), key=lambda lemma: nearest[lemma])
        before = sorted((lemma for lemma in nearest if nearest[lemma] < anchor), key=lambda lemma: -nearest[lemma])
        rows = []
        for each in candidates:
            row = dict(shared)
            if each.own:
                row |= self._in_sentence(n, nouns, anchor, each.own[0])
                row["mentions in sentence"] = len(each.own)
                row["rank by words"] = by_words.index(each.lemma)
                row["rank behind"] = behind.index(each.lemma) if each.lemma in behind else _FAR
                row["rank before"] = before.index(each.lemma) if each.lemma in before else _FAR
            row |= self._in_document(n, number, each)
            rows.append(row)
        return rows

    def _of_number(self, n: int, number: Number) -> dict[str, float]:
        sentence = self.found.document.sentence_of(number)
        block = self.found.document.text_of(number).block
        syntax = self.found.syntax[n]
        nouns, anchor = self.found.sentences[number.sentence], syntax.at
        quantity = number.quantity
        before, behind = block.text[: quantity.start].rstrip(), block.text[quantity.end :].lstrip()
        own = self.found.own[n]
        return {
            "form": code(NUMBER_FORMS, quantity.form),
            "block": code(BLOCK_KINDS, block.kind),
            "in bracket": float(before.endswith("(")) + 2.0 * behind.startswith(")"),
            "bare": float(own is None),
            "numbers in sentence": len(sentence.quantities),
            "place among them": number.j,
            "words in sentence": len(sentence.words),
            "dependency of number": code(DEPENDENCIES, nouns.words[anchor].dep),
            "has own noun": float(own is not None),
            "own noun is holder": float(own is not None and nouns.lemma(own) in lexicon().holders),
            "word behind": code(_BEHIND, _word(nouns, anchor + 1)),
            "word before": code(_BEHIND, _word(nouns, nouns.start_of(number.j) - 1)),
            "has verb": float(syntax.verb is not None),
            "number is below verb's subject": float(_is_below_subject(syntax)),
            "number opens": float(quantity.start - sentence.passage.start < 4),
            "colon before": float(before.endswith(":")),
            "value": min(quantity.value or quantity.high or 0.0, 1e6),
        }  # fmt: skip

    def _in_sentence(self, n: int, nouns: SentenceNouns, anchor: int, i: int) -> dict[str, float]:
        syntax, words = self.found.syntax[n], nouns.words
        word, lemma, lex = words[i], nouns.lemma(i), lexicon()
        low, high = sorted((i, anchor))
        between = words[low + 1 : high]
        theirs = _path(nouns, i)
        common = next((k for k in syntax.path if k in theirs), None)
        own = self.found.own[n]
        parent = words[word.head]
        return {
            "is own noun": float(own == i),
            "is in own sentence": 1.0,
            "dependency": code(DEPENDENCIES, word.dep),
            "parent is preposition": float(parent.pos == "ADP"),
            "preposition": code(PREPOSITIONS, parent.text.lower()) if parent.pos == "ADP" else -1.0,
            "depth": len(theirs),
            "signed words": i - anchor,
            "words between": abs(i - anchor),
            "numbers between": numbers_between(nouns, i, anchor),
            "nouns between": sum(w.pos in NOUNS for w in between),
            "verbs between": sum(w.pos in VERBS for w in between),
            "punctuation between": sum(w.pos == "PUNCT" for w in between),
            "up": syntax.path.index(common) if common is not None else _FAR,
            "down": theirs.index(common) if common is not None else _FAR,
            "same clause": float(syntax.clauses[i] == syntax.clauses[anchor]),
            "is verb's argument": _argument(syntax, nouns, theirs),
            "has a number of its own": float(any(k in nouns.number_of and k != anchor for k in nouns.below[i])),
            "plural": float(word.tag in {"NNS", "NNPS"}),
            "proper": float(word.pos == "PROPN"),
            "holder": float(lemma in lex.holders),
            "document": float(lemma in lex.documents),
            "time": float(lemma in lex.times),
            "people word": float(lemma in lex.people_words),
            "change": float(lemma in lex.changes),
            "below own noun": float(own is not None and own != i and own in theirs),
            "above own noun": float(own is not None and own != i and i in _path(nouns, own)),
            "conjunct of own noun": float(own is not None and word.dep == "conj" and word.head == own),
            "ends line": float(i == len(words) - 1),
            "opens line": float(i <= 1),
            "is predicate of number": float(self._is_count_without_noun(n) and _is_predicate_behind(nouns, i, anchor)),
            "behind of": float(i > 0 and any(w.text.lower() == "of" for w in words[max(0, i - 3) : i])),
        }  # fmt: skip

    def _is_count_without_noun(self, n: int) -> bool:
        """Of a share the whole is the subject, and its predicate names the part."""
        return self.found.own[n] is None and self.found.document.numbers[n].quantity.unit != "percent"

    def _in_document(self, n: int, number: Number, each: Counted) -> dict[str, float]:
        found, numbers = self.found, self.found.document.numbers
        row: dict[str, float] = {
            "share of document's nouns": found.common[each.lemma] / self.total,
            "rank in document": self.ranks.get(each.lemma, _FAR),
            "is people": float(each.lemma == PEOPLE),
            "last number with it": n - each.earlier[0] if each.earlier else _FAR,
            "times before": len(each.earlier),
        }  # fmt: skip
        same_unit = [k for k in each.earlier if numbers[k].quantity.unit == number.quantity.unit]
        row["last number with it of same unit"] = n - same_unit[0] if same_unit else _FAR
        row["same sentence before"] = sum(numbers[k].sentence == number.sentence for k in each.earlier)
        row["same text before"] = sum(numbers[k].text == number.text for k in each.earlier)
        row["is noun of number before"] = float(bool(each.earlier) and each.earlier[0] == n - 1)
        noun_before = next((k for k in range(n - 1, max(-1, n - 9), -1) if found.own_lemma[k] is not None), None)
        row["before that, is it"] = float(noun_before is not None and found.own_lemma[noun_before] == each.lemma)
        row["own noun of number behind"] = float(
            n + 1 < len(numbers) and numbers[n + 1].sentence == number.sentence and found.own_lemma[n + 1] == each.lemma
        )
        for place in ("heading", "heading above", "title", "lead-in", "before"):
            order = [k for k, (where, _) in enumerate(each.loose) if where == place]
            row[place] = float(bool(order))
        row["loose order"] = float(len(each.loose))
        return row


def _word(nouns: SentenceNouns, i: int) -> str:
    return nouns.words[i].text.lower() if 0 <= i < len(nouns.words) else ""


def _is_predicate_behind(nouns: SentenceNouns, i: int, anchor: int) -> bool:
    """Whether a noun says what a number before it is: "Of these, 212 were girls"."""
    word = nouns.words[i]
    verb = nouns.words[word.head]
    return word.dep == "attr" and verb.lemma == "be" and 0 < word.head - anchor <= _NEAR_VERB


def _path(nouns: SentenceNouns, i: int) -> list[int]:
    path = [i]
    while nouns.words[path[-1]].head != path[-1] and len(path) < _FAR:
        path.append(nouns.words[path[-1]].head)
    return path


def _is_below_subject(syntax: NumberSyntax) -> bool:
    return any(syntax.words[k].dep in {"nsubj", "nsubjpass"} for k in syntax.path)


def _argument(syntax: NumberSyntax, nouns: SentenceNouns, theirs: list[int]) -> float:
    """How a noun stands to the number's verb: 1 subject, 2 passive subject, 3 object, 4 predicate, 5 other, 0 not."""
    if syntax.verb is None or syntax.verb not in theirs:
        return 0.0
    at = theirs.index(syntax.verb)
    if at == 0:
        return 0.0
    dep = nouns.words[theirs[at - 1]].dep
    return {"nsubj": 1.0, "nsubjpass": 2.0, "dobj": 3.0, "attr": 4.0}.get(dep, 5.0) + (0.5 if at > 1 else 0.0)
