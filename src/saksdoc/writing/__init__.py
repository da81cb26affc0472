"""Record, text, Markdown, searchable PDF, ALTO."""
