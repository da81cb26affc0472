"""saksdoc as an OCR engine of OCRmyPDF."""
