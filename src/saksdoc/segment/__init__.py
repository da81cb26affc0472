"""Running heads and feet, headings, cases, sections, metadata."""
