"""Disclosure: the one gate between exact counts and everything that shows a figure."""
