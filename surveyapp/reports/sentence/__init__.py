"""Sentence: what is said of figures in words, and on what it rests."""
