"""Blocks to claims: which verb, subject, time and place belong to which number."""

from pipeline.claims.extract import STAGE_VERSION, DocumentToRead, extract_claims, extract_many

__all__ = ["STAGE_VERSION", "DocumentToRead", "extract_claims", "extract_many"]
