"""Two claims side by side: what speaks for their being of one thing, how their figures lie, and what follows."""
