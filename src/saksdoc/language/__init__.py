"""What Norwegian looks like: lexicon, compounds, n-grams, languages."""
