"""Bytes to blocks: pages, PDFs, spreadsheets, Word documents and texts, with what they say of themselves."""
