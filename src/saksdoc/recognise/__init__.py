"""Which page needs OCR and why; Tesseract; joining two readings of one page."""
