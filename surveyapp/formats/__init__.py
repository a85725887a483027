"""FILES IN AND OUT: questionnaires as text, translations, printed copies."""
