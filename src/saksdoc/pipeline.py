"""The straight way; the only place where stages meet."""
