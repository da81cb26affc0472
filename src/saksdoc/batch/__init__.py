"""Many documents: ledger, workers, limits, progress."""
