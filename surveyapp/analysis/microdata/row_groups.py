"""Row groups: how many rows of open data are alike at least, in what others may know."""

SMALLEST_K, STRICT_K = 5, 11
