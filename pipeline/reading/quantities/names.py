"""Numbers that are part of a name, a label or an address, and "one" where it counts nothing."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, PERCENT, Amount
from pipeline.reading.quantities.dates import is_date, is_months_of_year, is_year
from pipeline.reading.quantities.labels import (
    in_headline,
    is_in_list_of_names,
    is_label,
    is_label_of_word,
    is_lettered,
)
from pipeline.reading.quantities.number import HYPHENS, counts_something, is_behind_plus, is_joint
from pipeline.reading.quantities.ranges import DASHES
from pipeline.reading.quantities.sizes import is_side
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

POSTAL_DIGITS = frozenset({5, 6})


def is_name(t: Tokens, amount: Amount) -> bool:
    """Whether the number is part of a name, a label, a date or a code."""
    i = amount.number.first
    if not t.is_digits(i):
        return _is_named_word(t, amount)
    if amount.currency_before:
        return False
    return (
        _is_glued_to_letters(t, amount)
        or _is_ordinal_or_model(t, amount)
        or is_date(t, amount)
        or is_year(t, amount)
        or is_months_of_year(t, amount)
        or is_label(t, amount)
        or _is_capital_name(t, amount)
        or _is_address(t, amount)
        or _is_postal(t, amount)
        or _is_texted(t, amount)
        or _is_list_number(t, amount)
        or _is_code(t, amount)
        or _is_statute_or_licence(t, amount)
        or _is_statistic(t, amount)
        or is_side(t, amount)
        or _is_still_to_run_up(t, amount)
    )


def _is_glued_to_letters(t: Tokens, amount: Amount) -> bool:
    i = amount.number.first
    if not t.glued(i):
        return False
    before = t.words[i - 1]
    if before.isalpha() or before in {"#", "_", "@", "№"}:
        return True
    if _is_line_of_its_own(t, amount):
        return False
    if before in HYPHENS and i > 1 and t.glued(i - 1) and t.words[i - 2].isalpha():
        if t.words[i - 2].islower() and amount.unit.group in {"time", "money", "share"}:
            return False
        return t.low[i - 2] not in vocabulary().lists["joined_before"]
    goes_on = t.is_digits(amount.last) or t.words[amount.last] in {"-", "("}
    return is_behind_plus(t, i) and amount.number.plain and amount.unit is COUNT and goes_on


def _is_line_of_its_own(t: Tokens, amount: Amount) -> bool:
    """ "Barpeta-142": a name and its count, and nothing else on the line."""
    i, j = amount.number.first, amount.last
    if t.words[i - 1] not in HYPHENS or not (t.words[j] == "" or "\n" in t.gap(j)):
        return False
    k = i - 1
    while k > 0 and t.words[k - 1][:1].isupper() and t.words[k - 1].isalpha() and "\n" not in t.gap(k):
        k -= 1
    return k < i - 1 and len(t.words[i - 2]) > 3 and (k == 0 or "\n" in t.gap(k))


def _is_ordinal_or_model(t: Tokens, amount: Amount) -> bool:
    j = amount.last
    if amount.number.last != j or not t.glued(j):
        return False
    following = t.words[j]
    if _is_footnoted(t, amount):
        return False
    if following.isalpha():
        return len(following) <= 2 or following in vocabulary().lists["glued_ends"]
    return following in HYPHENS and t.glued(j + 1) and t.words[j + 1].isupper() and amount.unit is COUNT


def _is_footnoted(t: Tokens, amount: Amount) -> bool:
    """Whether a letter behind the figure of a table is the mark of a footnote: "1,968   2,191a"."""
    j = amount.last
    if t.words[j] not in {"a", "b", "c", "d", "e"} or not (t.words[j + 1] == "" or len(t.gap(j + 1)) > 1):
        return False
    return "," in t.words[amount.number.first] or len(t.gap(amount.number.first)) > 1


def _is_capital_name(t: Tokens, amount: Amount) -> bool:
    """A small bare number inside a name, "the Galaxy Note 20 Ultra has", and no headline, "Police Free 20 Girls"."""
    number, lists = amount.number, vocabulary().lists
    i, j = number.first, number.last
    if not number.plain or amount.value >= 1000 or amount.unit is not COUNT or i < 2:
        return False
    if not t.words[i - 1][:1].isupper() or not t.words[i - 1].isalpha() or "\n" in t.gap(i) or "\n" in t.gap(j):
        return False
    if (
        t.words[i - 2] in {".", ":", "!", "?"}
        or t.low[i - 1] in lists["weekdays"] | lists["months"]
        or t.low[i - 2] in lists["place_leads"]
    ):
        return False
    if is_in_list_of_names(t, i, j):
        return False
    following = t.words[j]
    ends = t.low[j] in lists["function_words"] or following in {"'", "’", "("}
    goes_on = following[:1].isupper() and following.isalpha() and not following.endswith("s")
    return (ends or goes_on) and not in_headline(t, i)


def _is_address(t: Tokens, amount: Amount) -> bool:
    """ "12 Hillside Road", "27B Station Road", "12-14 Mill Lane"."""
    i = amount.number.first
    lettered = is_lettered(t, i)
    if not lettered and (not amount.number.plain or amount.unit is not COUNT):
        return False
    j = i + 1 + lettered
    j += 2 * (t.words[j] in DASHES and t.is_digits(j + 1))
    for k in range(j, min(j + 4, t.count)):
        if k > j and t.low[k] in vocabulary().lists["streets"]:
            return True
        if not t.words[k][:1].isupper():
            return False
    return False


def _is_postal(t: Tokens, amount: Amount) -> bool:
    """ "Washington, DC 20037", "14 Park Street, Kolkata 700016"."""
    i, lists = amount.number.first, vocabulary().lists
    if not amount.number.plain or amount.unit is not COUNT or i < 2 or len(t.words[i]) not in POSTAL_DIGITS:
        return False
    if t.words[i - 1] in lists["us_states"] and t.words[i - 2] in {",", "."}:
        return True
    named = t.words[i - 1][:1].isupper() and not t.words[amount.last].isalpha()
    return named and not lists["streets"].isdisjoint(t.low[max(0, i - 6) : i - 1])


def _is_list_number(t: Tokens, amount: Amount) -> bool:
    """ "(1) … (2)": a number in brackets that opens a point, with the one before or behind it in the text, too."""
    i, n = amount.first, amount.value
    bracketed = t.words[i - 1] == "(" and t.words[amount.last] == ")" and amount.number.plain and not t.glued(i - 1)
    opens = bracketed and (i == 1 or "\n" in t.gap(i - 1) or t.low[i - 2] in vocabulary().lists["point_leads"])
    return opens and any(f"({near:.0f})" in t.text for near in (n - 1, n + 1))


def _is_code(t: Tokens, amount: Amount) -> bool:
    """Leading zeros, text codes and bracketed references."""
    i = amount.number.first
    word = t.words[i]
    if _begins_code(t, amount):
        return True
    if len(word) > 1 and word[0] == "0" and word.isdecimal():
        return True
    if i and t.words[i - 1] == "*" and t.glued(i) and t.words[amount.last] in {"#", "*"} and t.glued(amount.last):
        return True
    if i and t.words[i - 1] == "[" and t.words[amount.last] == "]":
        return True
    if i > 1 and t.words[i - 1] in {"+", "-", "−", "–"} and t.glued(i) and t.low[i - 2] in {"gmt", "utc"}:
        return True
    bracketed = i > 1 and t.words[i - 1] == "(" and t.glued(i - 1) and amount.number.plain
    if bracketed and (t.words[i - 2].isalnum() or t.words[i - 2] == ")"):
        return True
    if t.words[amount.number.first + 1] == "/" and t.words[i - 1] == "(" and t.words[amount.last] == ")":
        return True
    if t.words[i - 1] == "/" and _is_word(t, i - 2) and counts_something(t, amount.last):
        return False
    return (
        bool(i)
        and t.words[i - 1] in {"/", ":", "."}
        and t.glued(i)
        and t.glued(i - 1)
        and i > 1
        and t.words[i - 2].isalnum()
    )


def _begins_code(t: Tokens, amount: Amount) -> bool:
    """ "a 401(k) plan", "a 360° view"; but "360°C" is warm, and "401k people" are many."""
    warm = amount.unit.group == "temperature" and amount.unit.name != "degrees"
    if warm or t.low[amount.last] in vocabulary().lists["counted"]:
        return False
    return any(t.text.startswith(code, t.start[amount.number.first]) for code in vocabulary().lists["codes"])


def _is_word(t: Tokens, k: int) -> bool:
    """A word, and no letter of an aperture or a code: "boys/12 girls", not "f/2 lens"."""
    return t.words[k].islower() and len(t.words[k]) > 1


def _is_texted(t: Tokens, amount: Amount) -> bool:
    """ "text HELP to 233733"."""
    i = amount.number.first
    texted = i > 2 and t.low[i - 3] == "text" and t.low[i - 1] == "to"
    return texted and amount.number.plain and not counts_something(t, amount.last)


def _is_statute_or_licence(t: Tokens, amount: Amount) -> bool:
    """ "R.A. 10455", "(ATOL 6010)", "COP 26", "quarter 2", "the top 10", "per 1,000 births"."""
    i, j, number = amount.number.first, amount.last, amount.number
    if not i or amount.unit is not COUNT:
        return False
    if t.low[i - 1] == "per" or (t.low[i - 1] in vocabulary().lists["numbered_parts"] and amount.value <= 4):
        return True
    if not number.plain:
        return False
    if _is_ranked_in(t, i):
        return True
    if t.low[i - 1] in vocabulary().lists["ranking_ends"] and not (counts_something(t, j) or _shares_noun(t, j)):
        return True
    initials = t.words[i - 1] == "." and t.glued(i - 1) and len(t.words[i - 2]) == 1 and t.words[i - 2].isupper()
    if initials and t.words[i - 3] == "." and t.glued(i - 2) and amount.value >= 100:
        return True
    acronym = t.words[i - 1].isalpha() and t.words[i - 1].isupper() and len(t.words[i - 1]) > 1
    if acronym and t.low[i - 2] in vocabulary().lists["lettered"] and not in_headline(t, i):
        return True
    if acronym and t.words[i - 1] in vocabulary().codes_like_words and not in_headline(t, i):
        return True
    return acronym and t.words[j] in {")", "]"} and t.words[i - 2] in {"(", "["}


def _is_ranked_in(t: Tokens, i: int) -> bool:
    """ "131st of 180", "14th out of 54 countries"; but "the 3rd of 12 hearings" counts those."""
    k = i - 2 - (t.low[i - 2] == "out")
    ordinal = k > 1 and t.low[i - 1] == "of" and t.low[k] in vocabulary().lists["ordinal_ends"]
    return ordinal and t.glued(k) and t.is_digits(k - 1) and t.low[k - 2] not in vocabulary().lists["possessed"]


def _is_statistic(t: Tokens, amount: Amount) -> bool:
    """ "p < 0.05", "95% CI 1.2-3.4", "(SD 4.2)", "OR 2.1"."""
    i = amount.number.first
    if amount.unit == PERCENT:
        return t.words[amount.last] == "CI" or t.low[amount.last : amount.last + 2] == ["confidence", "interval"]
    if amount.unit is not COUNT or i < 2 or amount.number.plain:
        return False
    named = t.words[i - 2 if t.words[i - 1] in {"=", ":"} else i - 1] in vocabulary().lists["statistics"]
    return named or (t.words[i - 1] in {"<", "=", ">"} and t.low[i - 2] == "p")


def _is_still_to_run_up(t: Tokens, amount: Amount) -> bool:
    """ "0+ projects": a counter as it stands before a script lets it run."""
    return amount.value == 0 and t.words[amount.last] == "+" and t.glued(amount.last)


def _is_named_word(t: Tokens, amount: Amount) -> bool:
    i, j = amount.number.first, amount.number.last
    if (i and is_label_of_word(t, i)) or _is_in_compound(t, i):
        return True
    if _is_capital_word(t, i, j):
        return amount.unit is COUNT
    if t.low[i] == "one" and j == i + 1 and amount.unit is COUNT and amount.form == "cardinal":
        return _is_pronoun(t, i)
    return False


def _shares_noun(t: Tokens, j: int) -> bool:
    """Whether a second number stands at token j with what both count: "the top 2-3 inches", "the top 5 to 10%"."""
    linked = t.words[j] in DASHES or t.low[j] in {"to", "or"}
    return linked and t.is_digits(j + 1) and (counts_something(t, j + 2) or t.words[j + 2] == "%")


def _is_in_compound(t: Tokens, i: int) -> bool:
    """Whether a hyphen joins the number word to a word before it: "mother-of-three", "multi-million"; none that stands
    for a dash, "in the valley-two villages were cut off"."""
    words, before = vocabulary(), t.low[i - 2] if i > 1 and is_joint(t, i - 1) else ""
    chained = i > 3 and is_joint(t, i - 3)
    if t.low[i] in words.small and not chained and t.low[i + 1].endswith("s") and counts_something(t, i + 1):
        return before in words.lists["ranking_ends"]
    return before.isalpha() and before not in words.small.keys() | words.scales.keys() | words.lists["joined_before"]


def _is_capital_word(t: Tokens, i: int, j: int) -> bool:
    """A number word in a name inside a sentence: "the Big Four firms", "the Five Eyes"."""
    if j != i + 1 or not i or "\n" in t.gap(i) or not t.words[i][:1].isupper():
        return False
    if t.low[i - 1] == "the":
        return t.words[j][:1].isupper() and not in_headline(t, i)
    return i > 1 and t.words[i - 1][:1].isupper() and t.words[j].islower() and counts_something(t, j)


def _is_pronoun(t: Tokens, i: int) -> bool:
    """Whether "one" at token i stands for a person or a thing and counts nothing."""
    exclusions = vocabulary().lists
    following = t.words[i + 1]
    if not following.isalpha() or following[0].isupper() or t.low[i + 1] in exclusions["not_counted"]:
        return True
    return i > 0 and (t.low[i - 1] in exclusions["one_leads"] or t.words[i - 1] in HYPHENS)
