"""What shards of a comparison found is kept until all of it is written at once."""

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, String

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "staged",
        Column("token", String(), nullable=False),
        Column("kind", String(), nullable=False),
        Column("shard", Integer(), nullable=False),
        Column("batch", Integer(), nullable=False),
        Column("payload", LargeBinary(), nullable=False),
        PrimaryKeyConstraint("token", "kind", "shard", "batch", name=op.f("pk_staged")),
    )
