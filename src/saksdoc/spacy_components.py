"""Components for anyone's spaCy pipeline."""
