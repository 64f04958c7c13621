"""Claims to facts and conflicts."""
