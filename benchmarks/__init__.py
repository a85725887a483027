"""Benchmarks: surveyapp beside a bare Flask and WTForms page with the same fields."""
