"""What was done to, or is said of, what a number counts."""
