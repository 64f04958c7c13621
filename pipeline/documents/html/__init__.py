"""HTML to blocks: boilerplate out, call-outs, lists and tables kept."""

from pipeline.documents.html.reader import read_html

__all__ = ["read_html"]
