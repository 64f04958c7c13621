"""HTML to blocks: boilerplate out, call-outs, lists and tables kept."""

from pipeline.html_blocks.reader import read_html

__all__ = ["read_html"]
