"""Evaluation: what an expression yields on given answers."""
