"""Blocks to claims: which verb, subject, time and place belong to which number."""

from pipeline.claims.extract import STAGE_VERSION, extract_claims, extract_many
from pipeline.claims.found import DocumentToRead

__all__ = ["STAGE_VERSION", "DocumentToRead", "extract_claims", "extract_many"]
