"""Writes the schemas anew."""

from pipeline.schemas import write_all

write_all()
