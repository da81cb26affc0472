"""Bodies and people: one entity from many spellings."""
