"""The pairs that are proposed in large blocks are kept, so that a change is compared with what it bears on only."""

from alembic import op
from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, String

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "block_partners",
        Column("bucket", String(), nullable=False),
        Column("partners", LargeBinary(), nullable=False),
        PrimaryKeyConstraint("bucket", name=op.f("pk_block_partners")),
    )
    op.execute("DELETE FROM reconciled")  # all is compared once more, which keeps them
