"""Grids of texts, of sheets and of tables alike: titles, headers, sections and data told apart, rows with headers."""
