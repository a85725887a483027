"""Coordinator: who answered, and the comparison of the groups."""
