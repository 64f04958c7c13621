"""Which fact each claim belongs to that was joined to one is kept, so that a change looks only at those that move."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "claim_homes",
        Column("claim", String(), nullable=False),
        Column("bucket", String(), nullable=False),
        Column("key", Text(), nullable=False),
        ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_claim_homes_claim")),
        PrimaryKeyConstraint("claim", name=op.f("pk_claim_homes")),
    )
    op.create_index(op.f("ix_claim_homes_bucket"), "claim_homes", ["bucket"])
    op.execute("DELETE FROM reconciled")  # all is compared once more, which keeps them
    op.execute("DELETE FROM staged")  # parts of a comparison that did not
