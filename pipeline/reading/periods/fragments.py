"""The lists of words of lexicon.yaml as fragments of the patterns of grammar.yaml."""

from __future__ import annotations

from pipeline.reading.periods.lexicon import either, lexicon


def word_lists() -> dict[str, str]:
    """For each fragment that is a list of words the pattern of any of them."""
    words = lexicon()
    return {
        "months": _month_names(),
        "short_months": "(?:" + "|".join(words.months_short) + ")",
        "small_months": _small_month_names(),
        "nth_or_last": r"(?P<nth> \d{1,2}(?:st|nd|rd|th) | [Ll]ast | " + either(words.ordinals) + ")",
        "tens_in_words": either(_tens_in_words()),
        "weekdays": either(words.weekdays),
        "short_weekdays": either(words.short_weekdays),
        "named_days": f"(?i:{either(words.named_days, any_case=False)})",
        "feasts": either(words.feasts),
        "seasons": either(words.seasons),
        "units": either(words.units),
        "numbers": either(words.numbers),
        "ordinals": either(words.ordinals),
        "parts_of_units": either(words.parts_of_units),
        "first_or_last": either(words.named_parts),
        "ordinals_of_days": either(words.ordinals_of_days),
        "tens_of_years": either(words.tens_of_years),
        "now": either(words.now),
        "vague": either(words.vague),
        "rates": either(words.rates),
    }


def _tens_in_words() -> list[str]:
    """The second halves of years in words: "ten" to "ninety-nine"."""
    numbers = lexicon().numbers
    teens = [word for word, n in numbers.items() if 10 <= n < 100]
    ones = [word for word, n in numbers.items() if 1 <= n < 10 and word not in ("a", "an")]
    return [*teens, *(f"{ten}{link}{one}" for ten in teens if numbers[ten] >= 20 for one in ones for link in "- ")]


def _month_names() -> str:
    """Capitalised or in capitals, never lower case; an abbreviation may end in a dot."""
    forms = {form: form.rstrip(".") for name in lexicon().months for form in (name.title(), name.upper())}
    short = {form for form in forms if len(form) <= 4 and form.lower() not in ("may", "june", "july")}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    firsts = "".join(sorted({form[0] for form in forms}))
    return f"(?:(?=[{firsts}])(?:" + "|".join(rf"{form}\.?" if form in short else form for form in ordered) + "))"


def _small_month_names() -> str:
    """In lower case, which needs a day or a year beside it; an abbreviation may end in a dot."""
    words = lexicon()
    full = {name.lower() for name in words.months_full}
    short = {name.lower() for name in words.months_short} - full
    forms = sorted([*full, *(rf"{name}\b\.?" for name in short)], key=lambda form: (-len(form), form))
    return "(?:" + "|".join(forms) + ")"
