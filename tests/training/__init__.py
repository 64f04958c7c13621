"""Makes the weights that ship, and says what they do on groups of the corpus that were not trained on."""
