"""Whether anything was written since one last looked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from pipeline.ledger.compared_schema import reconciled
from pipeline.ledger.schema import decisions, runs


@dataclass(frozen=True, slots=True)
class ChangeMarks:
    """The key of the last comparison, the last run that ended, the last entry of the log."""

    reconciled: str | None
    run: int
    decision: int


def change_marks(engine: Engine) -> ChangeMarks:
    """The marks as the ledger stands."""
    ended = select(func.coalesce(func.max(runs.c.id), 0)).where(runs.c.finished_at.is_not(None))
    with engine.connect() as connection:
        return ChangeMarks(
            connection.execute(select(reconciled.c.key)).scalar(),
            connection.execute(ended).scalar_one(),
            connection.execute(select(func.coalesce(func.max(decisions.c.n), 0))).scalar_one(),
        )
