"""Sheets that people send: workbooks and comma-separated files, read as cells and never run."""
