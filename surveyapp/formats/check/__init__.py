"""Check: every problem in the files of a study, with its place and how to mend it."""
