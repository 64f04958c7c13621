"""Bytes to blocks: pages, PDFs and texts, with what they say of themselves."""
