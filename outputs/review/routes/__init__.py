"""The pages, the actions and the evidence of the review application."""
