"""Blocks to claims: quantities, periods, places, measures, and which belongs to which."""
