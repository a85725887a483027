"""Stress: many at once, and processes that are killed; whatever was called saved must be there.

``python -m tests.stress races|crashes|batches|chaos`` prints one line and exits 1 on any loss.
"""
