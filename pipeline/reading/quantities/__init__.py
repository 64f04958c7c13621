"""The number grammar: every quantity in a text, with its value, its bounds and its unit.

    find_quantities("Nearly one in four of the 1.2m cases")  ->  25 percent, about; 1,200,000 count, exact

Ages ("a 16-year-old", "aged 29", "Ann Lee, 29,") come out as well, with `form="age"`: whoever wants figures about
many leaves them out. What stands around a text tells more: `in_stated_units` for a table's headers,
`is_statement` for a line that says in what figures are counted, `local_currencies` for what a document means by "$"
or "Rs", and `in_whole_currency` for its cents.
"""

from pipeline.reading.quantities.component import component, find_quantities_in
from pipeline.reading.quantities.currencies import is_currency
from pipeline.reading.quantities.grammar import find_quantities
from pipeline.reading.quantities.hundredths import currencies_used, in_whole_currency, names_hundredths
from pipeline.reading.quantities.local_money import in_local_currency, local_currencies
from pipeline.reading.quantities.stated_units import (
    in_stated_units,
    is_statement,
    stated_unit,
    without_statements,
    without_statistics,
)

__all__ = [
    "component",
    "currencies_used",
    "find_quantities",
    "find_quantities_in",
    "in_local_currency",
    "in_stated_units",
    "in_whole_currency",
    "is_currency",
    "is_statement",
    "local_currencies",
    "names_hundredths",
    "stated_unit",
    "without_statements",
    "without_statistics",
]
