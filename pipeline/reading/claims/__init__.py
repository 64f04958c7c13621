"""Blocks to claims: which verb, subject, time and place belong to which number."""

from pipeline.reading.claims.extract import extract_claims, extract_many, load_reader
from pipeline.reading.claims.found import DocumentToRead

__all__ = ["DocumentToRead", "extract_claims", "extract_many", "load_reader"]
