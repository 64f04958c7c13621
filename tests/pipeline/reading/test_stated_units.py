"""What headers and captions state of the figures under them, and what a document means by a shared sign."""

from __future__ import annotations

import pytest

from pipeline.reading.claims.found import DocumentToRead, find_in
from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.quantities import (
    find_quantities,
    in_local_currency,
    in_stated_units,
    is_statement,
    local_currencies,
    without_statements,
    without_statistics,
)
from pipeline.records.model import DocumentContext
from tests.as_shipped import extract_claims, read_document, read_html
from tests.pipeline.reading.reading_samples import parsed


@pytest.mark.parametrize(
    ("label", "value", "unit"),
    [
        ("Aid (US$ million)", 4_500_000, "USD"),
        ("Rice sold, thousands", 4500, "count"),
        ("Rice sold (thousands)", 4500, "count"),
        ("Spending in €bn", 4_500_000_000, "EUR"),
        ("Amount (Rs. Crores)", 45_000_000, "INR"),
        ("INCOME (NPR '000)", 4500, "NPR"),
        ("Share of farms (%)", 4.5, "percent"),
        ("Table 4. Aid by lake, £ million", 4_500_000, "GBP"),
        ("Catch (tonnes)", 4.5, "tonnes"),
        ("(millions of people, 2025)", 4_500_000, "count"),
        ("2021-22 £000s", 4500, "GBP"),
        ("Grain bought US$m", 4_500_000, "USD"),
        ("Change %", 4.5, "percent"),
        ("Relief paid, R million", 4_500_000, "ZAR"),
        ("Dues (N'000)", 4500, "NGN"),
        ("Reeds cut (ha)", 4.5, "hectares"),
        ("Levies (GH¢ million)", 4_500_000, "GHS"),
        ("Grants (Nu million)", 4_500_000, "BTN"),
        ("Lempiras (million)", 4_500_000, "HNL"),
        ("Debt (% of GDP)", 4.5, "percent"),
        ("Percentage of farms with a well", 4.5, "percent"),
        ("Soot (µg/m3)", 4.5, "micrograms per m3"),
        ("Power (GWh)", 4.5, "gigawatt-hours"),
        ("Water, litres per head", 4.5, "litres"),
        ("Farms (number of pupils)", 4.5, "count"),
        ("Boats (in)", 4.5, "count"),
        ("Section R", 4.5, "count"),
        ("Farms with a million trees", 4.5, "count"),
        ("Farms", 4.5, "count"),
    ],
)
def test_a_bare_figure_takes_the_unit_of_its_label(label: str, value: float, unit: str) -> None:
    text = f"4.5 {label}"
    found = in_stated_units(find_quantities(text), text, (label,))[0]
    assert (found.value, found.unit) == (value, unit)


def test_a_figure_with_a_unit_of_its_own_keeps_it() -> None:
    (found,) = in_stated_units(find_quantities("45%"), "45%", ("Aid (US$ million)",))
    assert (found.value, found.unit) == (45, "percent")


@pytest.mark.parametrize(
    ("label", "text", "units"),
    [
        ("n (%)", "41 (20.5)", ["count", "percent"]),
        ("Ferries late, No. (%)", "1,204 (12.5%)", ["count", "percent"]),
        ("Ferries late (%)", "1 204 (12.5)", ["count", "percent"]),
        ("% (n)", "20.5 (41)", ["percent", "count"]),
        ("Ferries late (%)", "20.5 (18.3)", ["percent", "percent"]),
        ("%", "20 (18)", ["percent", "percent"]),
        ("Ferries late (%)", "41", ["percent"]),
    ],
)
def test_of_a_count_and_a_share_in_one_cell_the_share_is_the_one_that_the_header_marks(
    label: str, text: str, units: list[str]
) -> None:
    assert [each.unit for each in in_stated_units(find_quantities(text), text, [label])] == units


@pytest.mark.parametrize(
    ("header", "value", "unit"),
    [
        ("Boats seized (thousands)", 4500, "count"),
        ("Aid (millions)", 4_500_000, "USD"),
        ("Aid", 4_500_000, "USD"),
        ("Share of girls (%)", 4.5, "percent"),
    ],
)
def test_a_scale_of_its_own_keeps_a_column_from_the_captions_unit(header: str, value: float, unit: str) -> None:
    text = f"4.5 {header}"
    (found,) = in_stated_units(find_quantities(text), text, (header, "Aid by lake, US$ million"))
    assert (found.value, found.unit) == (value, unit)


def test_a_sum_in_brackets_is_a_loss() -> None:
    text = "(57) Result"
    (found,) = in_stated_units(find_quantities(text), text, ("US$ million",))
    assert found.value == -57_000_000


@pytest.mark.parametrize(
    ("header", "value", "unit"),
    [("Boats (number)", 4.5, "count"), ("Aid", 4_500_000, "USD"), ("Number, thousands", 4500, "count")],
)
def test_a_header_may_say_that_its_figures_are_plain_numbers(header: str, value: float, unit: str) -> None:
    text = f"4.5 {header}"
    (found,) = in_stated_units(find_quantities(text), text, (header, "Aid by lake (US$ million, except where noted)"))
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("All figures are shown in thousands of euros.", True),
        ("(US$ billions)", True),
        ("In KSh million, unless otherwise stated", True),
        ("Note: amounts in thousand pounds.", True),
        ("All figures in millions of Ugandan shillings unless otherwise specified.", True),
        ("Currency: £ million (2015 prices)", True),
        ("Figures are rounded to the nearest thousand.", False),
        ("The council spent millions of euros.", False),
        ("Aid by lake, in US$ million", False),
        ("Figures and values", False),
    ],
)
def test_a_line_may_say_only_in_what_figures_are_counted(text: str, states: bool) -> None:
    assert is_statement(text) is states


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Aid by lake, in millions of euros", []),
        ("Boats\tthousand\tEUR million", []),
        ("Quays\t2020-21 £000s\t2021-22 £000s", []),
        ("Storm costs millions of euros", ["millions of euros"]),
        ("Aid by lake, 4 million euros", ["4 million euros"]),
    ],
)
def test_a_stated_unit_is_no_quantity(text: str, left: list[str]) -> None:
    assert [each.surface for each in without_statements(find_quantities(text), text)] == left


@pytest.mark.parametrize(
    ("text", "countries", "currencies"),
    [
        ("The farms sold wool for $40.", {"AU": 2}, {"USD": "AUD"}),
        ("The farms sold wool for $40.", {"AU": 1}, {}),
        ("The state needs Rs. 80 billion.", {"PK": 1}, {"INR": "PKR"}),
        ("The state set aside 25 million pesos.", {"PH": 1}, {"MXN": "PHP"}),
        ("The bag costs 1,800 francs.", {"CI": 3, "CH": 1}, {"CHF": "XOF"}),
        ("A firm gave $4 million to farms.", {"AU": 1, "FR": 2}, {}),
        ("The two gave $4 million.", {"AU": 2, "US": 3}, {}),
        ("The state spent Rs 4 crore.", {"IN": 2}, {}),
        ("Nobody paid.", {"AU": 2}, {}),
    ],
)
def test_a_shared_sign_is_that_of_the_country_told_of(
    text: str, countries: dict[str, int], currencies: dict[str, str]
) -> None:
    assert local_currencies([text], countries) == currencies


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost $40.", "AUD"),
        ("It cost US$40.", "USD"),
        ("It cost 40 US dollars.", "USD"),
        ("It cost 40 dollars.", "AUD"),
    ],
)
def test_only_a_bare_sign_changes_its_currency(text: str, unit: str) -> None:
    (found,) = in_local_currency(find_quantities(text), {"USD": "AUD"})
    assert found.unit == unit


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        ("Age of crews, mean (SD)", "34.2 (8.1)", [34.2]),
        ("Mean catch (S.E.)", "120 (14)", [120]),
        ("Catch, n (%)", "120 (14)", [120, 14]),
        ("Crews (SD is told below)", "34 lost", [34]),
        ("Nights at sea, median [range]", "9 [0-31]", [9]),
        ("Catch in tonnes (min-max)", "7.5 (2–19)", [7.5]),
    ],
)
def test_a_number_in_brackets_that_tells_how_sure_another_is_is_none(
    label: str, text: str, values: list[float]
) -> None:
    assert [each.value for each in without_statistics(find_quantities(text), text, ["2021", label])] == values


@pytest.mark.parametrize("label", ["p-value, Crews", "p, Crews", "95% CI", "Boats, P value"])
def test_what_only_tells_how_sure_an_estimate_is_is_none(label: str) -> None:
    assert without_statistics(find_quantities("0.04 p, Crews"), "0.04 p, Crews", [label, "Crews"]) == []


def test_a_mean_in_a_column_of_counts_and_shares_is_no_share() -> None:
    text, labels = "41.2 (9.3)", ("Age of crews, mean (SD), n (%)",)
    (found, _) = in_stated_units(find_quantities(text), text, labels)
    assert (found.value, found.unit) == (41.2, "count")


@pytest.mark.parametrize("label", ["Budget: Sh11.8bn", "Spent: R45.2m", "Lent in 2020: KSh1.75bn"])
def test_a_label_with_a_sum_of_its_own_states_no_unit(label: str) -> None:
    (found,) = in_stated_units(find_quantities("35"), "35", (label,))
    assert (found.value, found.unit) == (35, "count")


TABLE = "<table><tr><th>Port</th><th>2019</th></tr><tr><td>North quay</td><td>45</td></tr></table>"
PROSE = "<p>The harbour council mends the quays and keeps the light burning through the winter, as in other years.</p>"


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        (f"<p>(All amounts in € thousand)</p>{TABLE}", [(45_000, "EUR")]),
        (f"{TABLE}<p>Note: figures are in thousands of euros.</p>", [(45_000, "EUR")]),
        (f"<p>The table is of the council. All sums are in € thousand.</p>{TABLE}", [(45_000, "EUR")]),
        (
            TABLE.replace("</table>", "<tfoot><tr><td colspan=2>In € thousand. Source: council.</tfoot></table>"),
            [(45_000, "EUR")],
        ),
        (f"<p>In € thousand</p>{TABLE}{TABLE.replace('45', '46')}", [(45_000, "EUR"), (46, "count")]),
        (
            TABLE.replace("<th>2019</th>", "<th>2019-20 €000s</th><th>2020 (€000)</th>").replace(
                "45</td>", "45</td><td>46</td>"
            ),
            [(45_000, "EUR"), (46_000, "EUR")],
        ),
        (f"<p>The council spent millions of euros.</p>{TABLE}", [(1_000_000, "EUR"), (45, "count")]),
        ("<div><div>Quays mended (€ million)</div><div>4.5</div></div>", [(4_500_000, "EUR")]),
        ("<div><b>4.5</b><p>boats counted (thousands)</p></div>", [(4500, "count")]),
        ("<dl><dt>Share of crews with a licence (%)</dt><dd>45</dd></dl>", [(45, "percent")]),
        ("<p>Boats counted (thousands): 4.5</p>", [(4500, "count")]),
    ],
)
def test_what_stands_beside_a_figure_or_a_table_states_its_unit(body: str, figures: list[tuple[float, str]]) -> None:
    page = f"<title>Quays</title><main><h1>Quays</h1>{PROSE}{body}{PROSE}</main>"
    found = find_in(DocumentToRead("d", read_html(page.encode()), DocumentContext()))
    assert [(q.value, q.unit) for passage in found.passages for q in passage.quantities] == figures


def test_a_number_whose_unit_stands_in_its_header_is_quoted_as_its_cell_has_it() -> None:
    page = f"<h1>Quays</h1>{PROSE}{TABLE.replace('2019', '%')}{PROSE}".encode()
    (claim,) = extract_claims("d", read_html(page), DocumentContext())
    assert (claim.number, claim.value, claim.unit) == ("45", 45, "percent")
    assert claim.locator is not None
    assert claim.quote[claim.locator.number_start : claim.locator.number_end] == "45"


def test_what_only_states_a_unit_names_nothing_that_is_counted() -> None:
    nouns = DocumentNouns(parsed("Boats counted by the harbour council: 45 in the north."))
    found = {each.lemma for each in nouns.loose_nouns("Harbour ferries, in millions of Danish kroner, (tonnes)")}
    assert found == {"ferry"}


@pytest.mark.parametrize("corner", ["£ million", "Income (£ million)"])
def test_the_corner_of_a_table_states_the_unit_of_its_figures(corner: str) -> None:
    page = (
        f"<table><tr><th>{corner}</th><th>2021</th><th>2022</th></tr><tr><td>Grants</td><td>18.5</td><td>19</td></tr>"
    )
    text = f"{corner}      2021     2022\nGrants        18.5      19.0\nGifts           7.1     6.5\n"
    for document in (read_document(f"<html><body>{page}</table></body></html>".encode()), read_document(text.encode())):
        found = find_in(DocumentToRead("d", document, DocumentContext(None, None, None, None)))
        figures = [q for passage in found.passages for q in passage.quantities]
        assert figures[0].value == 18_500_000
        assert {q.unit for q in figures} == {"GBP"}


def test_the_header_of_the_first_of_two_columns_of_figures_is_no_corner() -> None:
    text = "£ million | Boats\n18.5 | 412\n7.1 | 57\n"
    found = find_in(DocumentToRead("d", read_document(text.encode()), DocumentContext(None, None, None, None)))
    assert {q.value for p in found.passages for q in p.quantities} >= {412, 57}


def test_a_stated_sign_is_of_the_country_that_the_document_is_about() -> None:
    text = "4.5 Grants ($ million)"
    (found,) = in_stated_units(find_quantities(text), text, ("Grants ($ million)",), {"USD": "AUD"})
    assert found.unit == "AUD"
    (own,) = in_stated_units(find_quantities(text), text, ("Grants (US$ million)",), {"USD": "AUD"})
    assert own.unit == "USD"


def test_a_row_with_a_unit_of_its_own_is_not_in_that_of_its_column() -> None:
    head = "               2021       2022\n          thousand tonnes\n"
    text = f"{head}Rice        1,810      1,560\nKilograms per head  241   220\n"
    found = find_in(DocumentToRead("d", read_document(text.encode()), DocumentContext(None, None, None, None)))
    figures = {(q.value, q.unit) for p in found.passages for q in p.quantities}
    assert {(1_810_000, "tonnes"), (241, "kilograms")} <= figures


@pytest.mark.parametrize(
    ("above", "line", "value"),
    [
        ("in thousands", "Trade +109", 109_000),
        ("thousands", "Farming 212", 212_000),
        ("thousands", "Services −4 200", -4_200_000),
        ("Jobs by sector", "Services −4 200", -4_200),
        ("thousands of jobs were lost that year", "Farming 212", 212),
    ],
)
def test_a_line_that_only_states_a_scale_is_of_the_lines_below_it(above: str, line: str, value: float) -> None:
    text = f"The lake froze, and all went home.\n\nJobs\n{above}\n{line}\nMining 17\n"
    found = find_in(DocumentToRead("d", read_document(text.encode()), DocumentContext(None, None, None, None)))
    assert value in [q.value for p in found.passages for q in p.quantities]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eggs were sold at 120p a box.", [(1.2, "GBP")]),
        ("They gave EUR 12 million, or 31 cents a gull.", [(12_000_000, "EUR"), (0.31, "EUR")]),
        ("It was 40 cents. Later it was $3.", [(0.4, "USD"), (3, "USD")]),
        ("It fell from 2 to 3 US cents a kilo.", [(0.02, "USD"), (0.03, "USD")]),
        ("Milk brings 36.1 euro cents a litre.", [(0.361, "EUR")]),
        ("It was 40 cents a box.", [(40, "cents")]),
    ],
)
def test_cents_are_of_the_currency_that_the_document_tells(text: str, found: list[tuple[float, str]]) -> None:
    document = read_document(f"Prices\n\n{text} That was all that they said of it.\n".encode())
    passages = find_in(DocumentToRead("d", document, DocumentContext(None, None, None, None))).passages
    assert [(q.value, q.unit) for passage in passages for q in passage.quantities] == found


def test_a_sentence_without_words_goes_on_with_the_one_before_it() -> None:
    document = read_document(
        b"Boats\n\nThe yard took in 611 boats last year. In 2018: 52. (In 2017: 41.) 14. So it is.\n"
    )
    passages = find_in(DocumentToRead("d", document, DocumentContext(None, None, None, None))).passages
    assert [q.value for passage in passages for q in passage.quantities] == [611, 52, 41]
