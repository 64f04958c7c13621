"""Writes the schemas anew."""

from pipeline.records.schemas import write_all

write_all()
