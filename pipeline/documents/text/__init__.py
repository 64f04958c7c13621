"""Plain text, as obtained from pages and PDFs, to blocks: call-outs bound to their labels, surroundings labelled."""

from pipeline.documents.text.reader import read_text

__all__ = ["read_text"]
