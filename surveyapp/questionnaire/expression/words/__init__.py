"""Words: an expression as a sentence in the reader's language."""
