"""The tables of what comparing gives, facts and conflicts, and of what these were made from."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, String, Table, Text

from pipeline.ledger.schema import metadata

facts = Table(
    "facts",
    metadata,
    Column("id", String, primary_key=True),
    Column("measure", String, nullable=False, index=True),
    Column("subject", String, nullable=False),
    Column("place", String, index=True),
    Column("until", String),  # the end of its period, else the start
    Column("unit", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("first_run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("bucket", String, nullable=False, server_default="", index=True),
    Column("unflagged", String, nullable=False, server_default=""),  # its status but for conflicts
)

fact_claims = Table(
    "fact_claims",
    metadata,
    Column("fact", String, ForeignKey("facts.id"), primary_key=True),
    Column("claim", String, ForeignKey("claims.id"), primary_key=True, index=True),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("status", String, nullable=False, server_default="", index=True),
    Column("record", Text, nullable=False),
    Column(
        "first_run", Integer, ForeignKey("runs.id"), nullable=False, index=True
    ),  # that brought it, or brought it back
    Column("withdrawn_at", String),  # its claims no longer conflict
)

conflict_claims = Table(
    "conflict_claims",
    metadata,
    Column("conflict", String, ForeignKey("conflicts.id"), primary_key=True),
    Column("claim", String, ForeignKey("claims.id"), primary_key=True, index=True),
    Column("side", Integer, nullable=False),
)

conflict_facts = Table(
    "conflict_facts",
    metadata,
    Column("conflict", String, ForeignKey("conflicts.id"), primary_key=True),
    Column("fact", String, primary_key=True, index=True),
)

# Which claims are compared with which: those of one bucket. Buckets are named by digests of their keys.
claim_buckets = Table(
    "claim_buckets",
    metadata,
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    Column("bucket", String, primary_key=True, index=True),
)

conflict_buckets = Table(
    "conflict_buckets",
    metadata,
    Column("conflict", String, ForeignKey("conflicts.id"), primary_key=True),
    Column("bucket", String, primary_key=True, index=True),
)

# Where claims belong that are joined to facts of other keys than they were read for: the key, and the fact's bucket.
claim_homes = Table(
    "claim_homes",
    metadata,
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    Column("bucket", String, nullable=False, index=True),
    Column("key", Text, nullable=False),
)

# Which claims of a large bucket were proposed to be held against which, as compressed JSON.
block_partners = Table(
    "block_partners",
    metadata,
    Column("bucket", String, primary_key=True),
    Column("partners", LargeBinary, nullable=False),
)

# What the facts and conflicts were made from: for each document a digest of its claims, and one row of `reconciled`,
# once there are any.
compared = Table(
    "compared",
    metadata,
    Column("doc", String, ForeignKey("sources.id"), primary_key=True),
    Column("stated", String, nullable=False),
    Column("corrections", String, nullable=False),  # a digest of those in force; empty where there are none
)

reconciled = Table(
    "reconciled",
    metadata,
    Column("name", String, primary_key=True),
    Column("key", String, nullable=False),  # another one after each comparison
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("stage", String, nullable=False, server_default=""),
)

# What parts of a comparison that goes on have given, until all is written at once; `token` says of what it is made.
staged = Table(
    "staged",
    metadata,
    Column("token", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("payload", LargeBinary, nullable=False),
)
