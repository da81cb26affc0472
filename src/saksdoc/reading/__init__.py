"""One input in, pages of words out."""
