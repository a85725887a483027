"""Amounts: how much one request may bring; the server and the application hold to the same."""

MOST_BYTES = 256 * 1024
"""Of a body."""
MOST_FIELDS = 3000
"""Of a form; the fullest page has some hundreds."""
