"""What a number counts: the noun first, then the words that belong to it; and of a share the part."""
