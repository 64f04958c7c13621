"""What a second reader answered is kept, so that nothing is asked twice."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "second_readings",
        Column("question", String(), nullable=False),
        Column("model", String(), nullable=False),
        Column("answer", Text(), nullable=False),
        Column("at", String(), nullable=False),
        PrimaryKeyConstraint("question", name=op.f("pk_second_readings")),
    )
