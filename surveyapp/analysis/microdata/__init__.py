"""Microdata: answers row by row: the snapshot, files for analysts, the public-use file."""
