"""Report files: HTML, PDF and DOCX, their charts, colours and type."""
