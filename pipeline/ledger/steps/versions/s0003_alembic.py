"""Alembic keeps the version from here on, in a table of its own."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_table("schema_version")
