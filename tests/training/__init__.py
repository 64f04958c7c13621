"""Trains the choosers of a claim's fields on the annotated corpus, and says what they do on groups not trained on."""
