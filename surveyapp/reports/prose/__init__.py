"""Prose: what the researchers write: chapters, recommendations, placeholders for figures."""
