"""Facts tell how their figures are bounded. All facts are made anew once; until then those that are there are bounded
as their figures are open."""

import json

from alembic import op
from sqlalchemy import column, table, update

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    facts = table("facts", column("id"), column("record"))
    connection = op.get_bind()
    for fact_id, record in connection.execute(facts.select()).all():
        filled = json.dumps(_filled(json.loads(record)), ensure_ascii=False, separators=(",", ":"))
        connection.execute(update(facts).where(facts.c.id == fact_id).values(record=filled))
    op.execute("DELETE FROM reconciled")


def _filled(fact: dict[str, object]) -> dict[str, object]:
    values = fact["values"]
    assert isinstance(values, list)
    # "up to 50" stands for all from 0 on
    open_low = any(value["low"] in (None, 0) and value["high"] not in (None, 0) for value in values)
    open_high = any(value["high"] is None for value in values)
    bound = {(True, False): "max", (False, True): "min"}.get((open_low, open_high), "exact")
    return fact | {
        "low": None if open_low else fact["low"],
        "high": None if open_high else fact["high"],
        "bound": bound if len(values) == 1 else "mixed",
        "says": "; ".join(value["text"] for value in values),
        "as_of": None,
        "latest": None,
    }
