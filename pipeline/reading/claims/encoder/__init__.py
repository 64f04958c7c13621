"""What a small neural reader makes of a document's numbers: evidence for the choosers, never an answer of its own."""
