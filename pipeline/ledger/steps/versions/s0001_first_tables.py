"""The tables of the first schema version."""

from alembic import op
from sqlalchemy import (
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "decisions",
        Column("n", Integer(), nullable=False),
        Column("id", String(), nullable=False),
        Column("target", String(), nullable=False),
        Column("after", String(), nullable=False),
        Column("record", Text(), nullable=False),
        PrimaryKeyConstraint("n", name=op.f("pk_decisions")),
        UniqueConstraint("id", name=op.f("uq_decisions_id")),
        UniqueConstraint("target", "after", name=op.f("uq_decisions_target_after")),
    )
    op.create_table(
        "forgotten",
        Column("n", Integer(), nullable=False),
        Column("source", String(), nullable=False),
        Column("url", String(), nullable=True),
        Column("at", String(), nullable=False),
        Column("why", Text(), nullable=False),
        Column("claims", Integer(), nullable=False),
        Column("lifted", Integer(), nullable=False),
        PrimaryKeyConstraint("n", name=op.f("pk_forgotten")),
    )
    op.create_index(op.f("ix_forgotten_source"), "forgotten", ["source"], unique=False)
    op.create_table(
        "lists",
        Column("name", String(), nullable=False),
        Column("path", String(), nullable=False),
        Column("packs", Text(), nullable=False),
        Column("position", Integer(), nullable=False),
        PrimaryKeyConstraint("name", name=op.f("pk_lists")),
    )
    op.create_table(
        "releases",
        Column("id", Integer(), nullable=False),
        Column("at", String(), nullable=False),
        Column("directory", String(), nullable=False),
        Column("manifest", Text(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_table(
        "runs",
        Column("id", Integer(), nullable=False),
        Column("lists", Text(), nullable=False),
        Column("started_at", String(), nullable=False),
        Column("finished_at", String(), nullable=True),
        Column("summary", Text(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "schema_version",
        Column("version", Integer(), autoincrement=False, nullable=False),
        Column("at", String(), nullable=False),
        PrimaryKeyConstraint("version", name=op.f("pk_schema_version")),
    )
    op.create_table(
        "conflicts",
        Column("id", String(), nullable=False),
        Column("kind", String(), nullable=False),
        Column("severity", String(), nullable=False),
        Column("score", Float(), nullable=False),
        Column("record", Text(), nullable=False),
        Column("first_run", Integer(), nullable=False),
        Column("withdrawn_at", String(), nullable=True),
        ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_conflicts_first_run")),
        PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    op.create_index(op.f("ix_conflicts_first_run"), "conflicts", ["first_run"], unique=False)
    op.create_table(
        "facts",
        Column("id", String(), nullable=False),
        Column("measure", String(), nullable=False),
        Column("subject", String(), nullable=False),
        Column("place", String(), nullable=True),
        Column("until", String(), nullable=True),
        Column("unit", String(), nullable=False),
        Column("kind", String(), nullable=False),
        Column("status", String(), nullable=False),
        Column("record", Text(), nullable=False),
        Column("first_run", Integer(), nullable=False),
        ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_facts_first_run")),
        PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_measure"), "facts", ["measure"], unique=False)
    op.create_index(op.f("ix_facts_place"), "facts", ["place"], unique=False)
    op.create_index(op.f("ix_facts_status"), "facts", ["status"], unique=False)
    op.create_table(
        "reconciled",
        Column("name", String(), nullable=False),
        Column("key", String(), nullable=False),
        Column("run", Integer(), nullable=False),
        ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_reconciled_run")),
        PrimaryKeyConstraint("name", name=op.f("pk_reconciled")),
    )
    op.create_table(
        "sources",
        Column("id", String(), nullable=False),
        Column("list", String(), nullable=False),
        Column("position", Integer(), nullable=False),
        Column("record", Text(), nullable=False),
        Column("retired_at", String(), nullable=True),
        ForeignKeyConstraint(["list"], ["lists.name"], name=op.f("fk_sources_list")),
        PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_list"), "sources", ["list"], unique=False)
    op.create_table(
        "conflict_facts",
        Column("conflict", String(), nullable=False),
        Column("fact", String(), nullable=False),
        ForeignKeyConstraint(["conflict"], ["conflicts.id"], name=op.f("fk_conflict_facts_conflict")),
        PrimaryKeyConstraint("conflict", "fact", name=op.f("pk_conflict_facts")),
    )
    op.create_index(op.f("ix_conflict_facts_fact"), "conflict_facts", ["fact"], unique=False)
    op.create_table(
        "fetches",
        Column("id", Integer(), nullable=False),
        Column("run", Integer(), nullable=False),
        Column("source", String(), nullable=False),
        Column("at", String(), nullable=False),
        Column("status", String(), nullable=False),
        Column("sha256", String(), nullable=True),
        Column("media_type", String(), nullable=True),
        Column("final_url", String(), nullable=True),
        Column("kind", String(), nullable=True),
        Column("reason", Text(), nullable=True),
        Column("remedy", Text(), nullable=True),
        ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_fetches_run")),
        ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_fetches_source")),
        PrimaryKeyConstraint("id", name=op.f("pk_fetches")),
    )
    op.create_index(op.f("ix_fetches_source"), "fetches", ["source"], unique=False)
    op.create_table(
        "validators",
        Column("source", String(), nullable=False),
        Column("etag", String(), nullable=True),
        Column("last_modified", String(), nullable=True),
        Column("sha256", String(), nullable=True),
        ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_validators_source")),
        PrimaryKeyConstraint("source", name=op.f("pk_validators")),
    )
    op.create_table(
        "versions",
        Column("id", Integer(), nullable=False),
        Column("doc", String(), nullable=False),
        Column("sha256", String(), nullable=False),
        Column("stage", String(), nullable=False),
        Column("run", Integer(), nullable=False),
        Column("read_at", String(), nullable=False),
        Column("context", Text(), nullable=True),
        Column("reading", Text(), nullable=True),
        Column("claims_digest", String(), nullable=True),
        Column("kind", String(), nullable=True),
        Column("reason", Text(), nullable=True),
        Column("remedy", Text(), nullable=True),
        ForeignKeyConstraint(["doc"], ["sources.id"], name=op.f("fk_versions_doc")),
        ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_versions_run")),
        PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        UniqueConstraint("doc", "sha256", "stage", name=op.f("uq_versions_doc_sha256_stage")),
    )
    op.create_table(
        "claims",
        Column("id", String(), nullable=False),
        Column("doc", String(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("position", Integer(), nullable=False),
        Column("measure", String(), nullable=False),
        Column("unit", String(), nullable=False),
        Column("kind", String(), nullable=False),
        Column("place", String(), nullable=True),
        Column("value", Float(), nullable=True),
        Column("low", Float(), nullable=True),
        Column("high", Float(), nullable=True),
        Column("start", String(), nullable=True),
        Column("end", String(), nullable=True),
        Column("evidence", String(), nullable=False),
        Column("first_run", Integer(), nullable=False),
        Column("withdrawn_at", String(), nullable=True),
        Column("record", Text(), nullable=False),
        ForeignKeyConstraint(["doc"], ["sources.id"], name=op.f("fk_claims_doc")),
        ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_claims_first_run")),
        ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_claims_version")),
        PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_doc_position"), "claims", ["doc", "position"], unique=False)
    op.create_index(op.f("ix_claims_measure"), "claims", ["measure"], unique=False)
    op.create_index(op.f("ix_claims_place"), "claims", ["place"], unique=False)
    op.create_table(
        "documents",
        Column("doc", String(), nullable=False),
        Column("version", Integer(), nullable=True),
        Column("failed", Integer(), nullable=True),
        ForeignKeyConstraint(["doc"], ["sources.id"], name=op.f("fk_documents_doc")),
        ForeignKeyConstraint(["failed"], ["versions.id"], name=op.f("fk_documents_failed")),
        ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_documents_version")),
        PrimaryKeyConstraint("doc", name=op.f("pk_documents")),
    )
    op.create_table(
        "claim_history",
        Column("n", Integer(), nullable=False),
        Column("claim", String(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("replaced_at", String(), nullable=False),
        Column("record", Text(), nullable=False),
        ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_claim_history_claim")),
        ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_claim_history_version")),
        PrimaryKeyConstraint("n", name=op.f("pk_claim_history")),
    )
    op.create_index(op.f("ix_claim_history_claim"), "claim_history", ["claim"], unique=False)
    op.create_table(
        "conflict_claims",
        Column("conflict", String(), nullable=False),
        Column("claim", String(), nullable=False),
        Column("side", Integer(), nullable=False),
        ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_conflict_claims_claim")),
        ForeignKeyConstraint(["conflict"], ["conflicts.id"], name=op.f("fk_conflict_claims_conflict")),
        PrimaryKeyConstraint("conflict", "claim", name=op.f("pk_conflict_claims")),
    )
    op.create_index(op.f("ix_conflict_claims_claim"), "conflict_claims", ["claim"], unique=False)
    op.create_table(
        "fact_claims",
        Column("fact", String(), nullable=False),
        Column("claim", String(), nullable=False),
        ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_fact_claims_claim")),
        ForeignKeyConstraint(["fact"], ["facts.id"], name=op.f("fk_fact_claims_fact")),
        PrimaryKeyConstraint("fact", "claim", name=op.f("pk_fact_claims")),
    )
    op.create_index(op.f("ix_fact_claims_claim"), "fact_claims", ["claim"], unique=False)
