"""The search archive and its queries."""
