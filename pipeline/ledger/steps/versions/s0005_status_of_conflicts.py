"""A conflict's status is a column of its own, so that conflicts can be counted and listed without reading them all."""

import json

from alembic import op
from sqlalchemy import Column, String, bindparam, column, select, table, update

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("conflicts", Column("status", String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_conflicts_status"), "conflicts", ["status"])
    conflicts = table("conflicts", column("id"), column("status"), column("record"))
    connection = op.get_bind()
    rows = connection.execute(select(conflicts.c.id, conflicts.c.record)).all()
    if rows:
        connection.execute(
            update(conflicts).where(conflicts.c.id == bindparam("row")).values(status=bindparam("said")),
            [{"row": row.id, "said": json.loads(row.record)["status"]} for row in rows],
        )
