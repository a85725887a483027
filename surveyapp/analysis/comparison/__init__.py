"""Comparison: what protected tables say of groups: measures, differences, tests, response."""
