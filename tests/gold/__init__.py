"""A gold corpus of our own: documents of invented organisations, their claims annotated by hand, and a scorer."""
