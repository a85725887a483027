"""Respondent: an institution reads, answers, reviews and sends."""
