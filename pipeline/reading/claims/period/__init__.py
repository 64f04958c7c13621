"""The period that a claim is about: candidates from the dates of the document, and a chooser among them."""
