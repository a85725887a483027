"""Exhibit: one comparison as a figure with sentence, chart, table, base and uncertainty."""
