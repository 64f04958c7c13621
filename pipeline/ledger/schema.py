"""The tables of what is read and decided. What comparing gives is in `compared_schema.py`.

Portable SQL only: what differs between databases is in `engine.py` and `database_locks.py`.

Journals (`runs`, `fetches`, `decisions`, `forgotten`, `releases`, `claim_history`) only grow. The rest holds the
present state; each row of it changes only when what it records does, so that a run with nothing new changes none.
Records are kept as JSON beside the columns that are asked for; `pipeline/records/schemas/` says what that JSON holds.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

lists = Table(
    "lists",
    metadata,
    Column("name", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("packs", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("list", String, ForeignKey("lists.name"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("retired_at", String),  # the list names it no more
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lists", Text, nullable=False),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("summary", Text, nullable=False),
)

# Only what is news: a page fetched anew, a failure that was not there before, the end of one.
fetches = Table(
    "fetches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("source", String, ForeignKey("sources.id"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("status", String, nullable=False),  # new, unchanged, failed
    Column("sha256", String),
    Column("media_type", String),
    Column("final_url", String),
    Column("kind", String),
    Column("reason", Text),
    Column("remedy", Text),
)

validators = Table(
    "validators",
    metadata,
    Column("source", String, ForeignKey("sources.id"), primary_key=True),
    Column("etag", String),
    Column("last_modified", String),
    Column("sha256", String),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("doc", String, ForeignKey("sources.id"), nullable=False),
    Column("sha256", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("read_at", String, nullable=False),
    Column("context", Text),
    Column("reading", Text),
    Column("claims_digest", String),
    Column("kind", String),  # kind, reason and remedy of a failure to read
    Column("reason", Text),
    Column("remedy", Text),
    UniqueConstraint("doc", "sha256", "stage"),
)

documents = Table(
    "documents",
    metadata,
    Column("doc", String, ForeignKey("sources.id"), primary_key=True),
    Column("version", Integer, ForeignKey("versions.id")),  # as it is read now
    Column("failed", Integer, ForeignKey("versions.id")),  # a later state that could not be read
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("doc", String, ForeignKey("sources.id"), nullable=False),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("measure", String, nullable=False, index=True),
    Column("unit", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("place", String, index=True),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("start", String),
    Column("end", String),
    Column("evidence", String, nullable=False),
    Column("first_run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("withdrawn_at", String),  # no longer stated
    Column("record", Text, nullable=False),
    Index(None, "doc", "position"),
)

claim_history = Table(
    "claim_history",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("claim", String, ForeignKey("claims.id"), nullable=False, index=True),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False),
    Column("replaced_at", String, nullable=False),
    Column("record", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("target", String, nullable=False),
    Column("after", String, nullable=False),  # the entry on this target before it; empty for the first
    Column("record", Text, nullable=False),
    UniqueConstraint("target", "after"),  # two at a time cannot both be the next
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("url", String),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("lifted", Integer, nullable=False),  # 1: this entry lifts the one before it
)

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("directory", String, nullable=False),
    Column("manifest", Text, nullable=False),
)

second_readings = Table(
    "second_readings",
    metadata,
    Column("question", String, primary_key=True),
    Column("model", String, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String, nullable=False),
)
