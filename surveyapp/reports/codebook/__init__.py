"""Codebook: what every variable means, and the questionnaire to read."""
