"""A page of raised and lowered characters that are no footnote marks, and how each must read."""

from __future__ import annotations

from tests.pdf_maker import Sheet, make_pdf

Runs = tuple[tuple[str, float, float], ...]


def _raised(before: str, raised: str, after: str = "") -> Runs:
    return ((before, 11, 0), (raised, 6.5, 4), (after, 11, 0))


def _lowered(before: str, lowered: str, after: str = "") -> Runs:
    return ((before, 11, 0), (lowered, 6.5, -2), (after, 11, 0))


CASES: tuple[tuple[Runs, str], ...] = (
    (_raised("a density of 48 people per km", "2", " overall"), "48 people per km²"),
    (_raised("about 3.1 × 10", "6", " cells"), "3.1 × 10⁶ cells"),
    (_raised("a rate of 10", "−3", " a day"), "10⁻³ a day"),
    (_raised("some 640 m", "3", " of timber"), "640 m³ of timber"),
    (_raised("where x", "2", " is the share"), "x² is the share"),
    (_raised("the R", "2", " of the model"), "R² of the model"),
    (_raised("on the 21", "st", " of June"), "21st of June"),
    (_raised("in the 19", "th", " century"), "19th century"),
    (_raised("the 2", "nd", " of five"), "2nd of five"),
    (_lowered("tonnes of CO", "2", " a year"), "CO2 a year"),
    (_lowered("litres of H", "2", "O a day"), "H2O a day"),
    (_raised("2", "10", " is 1,024"), "2¹⁰ is 1,024"),
    (_raised("5 kg m", "−2", " of seed"), "5 kg m⁻² of seed"),
    (_raised("12 in", "2", " of cloth"), "12 in² of cloth"),
    (_raised("e", "2", " times as many"), "e² times as many"),
    (_raised("30 cm", "3", " a head"), "30 cm³ a head"),
    (_raised("the 3", "rd", " quarter"), "3rd quarter"),
    (_raised("", "14", "C dating"), "¹⁴C dating"),
    (_raised("65 ft", "2", " of floor"), "65 ft² of floor"),
    (_raised("about 4 × 10", "12", " dollars"), "4 × 10¹² dollars"),
    (_raised("near 2.5x10", "6", ", all told"), "2.5x10⁶, all told"),
    (_raised("some 9 m", "3", "/day of milk"), "9 m³/day of milk"),
    (_raised("only 7 µg/m", "3", ". Then"), "7 µg/m³. Then"),
)


def exponent_sheet() -> bytes:
    """Each case on a line of its own."""
    sheet = Sheet()
    for k, (runs, _) in enumerate(CASES):
        sheet.runs(60, 80 + 30 * k, *(run for run in runs if run[0]))
    return make_pdf(sheet)
