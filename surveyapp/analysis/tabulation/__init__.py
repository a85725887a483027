"""Tabulation: exact counts of answers, column by column and of two against each other; private."""
