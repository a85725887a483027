"""Coding: themes that two people look for in open answers, and how far they agree."""
