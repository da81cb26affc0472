"""The figures: CER, WER, harm, section and mention F1."""
