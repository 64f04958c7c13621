"""What a change bears on is kept. All facts and conflicts are made anew once, to know it."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "claim_buckets",
        Column("claim", String(), nullable=False),
        Column("bucket", String(), nullable=False),
        ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_claim_buckets_claim")),
        PrimaryKeyConstraint("claim", "bucket", name=op.f("pk_claim_buckets")),
    )
    op.create_index(op.f("ix_claim_buckets_bucket"), "claim_buckets", ["bucket"])
    op.create_table(
        "conflict_buckets",
        Column("conflict", String(), nullable=False),
        Column("bucket", String(), nullable=False),
        ForeignKeyConstraint(["conflict"], ["conflicts.id"], name=op.f("fk_conflict_buckets_conflict")),
        PrimaryKeyConstraint("conflict", "bucket", name=op.f("pk_conflict_buckets")),
    )
    op.create_index(op.f("ix_conflict_buckets_bucket"), "conflict_buckets", ["bucket"])
    op.create_table(
        "compared",
        Column("doc", String(), nullable=False),
        Column("stated", String(), nullable=False),
        Column("corrections", String(), nullable=False),
        ForeignKeyConstraint(["doc"], ["sources.id"], name=op.f("fk_compared_doc")),
        PrimaryKeyConstraint("doc", name=op.f("pk_compared")),
    )
    for table, column in (("facts", "bucket"), ("facts", "unflagged"), ("reconciled", "stage")):
        op.add_column(table, Column(column, String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_facts_bucket"), "facts", ["bucket"])
    op.execute("DELETE FROM reconciled")
