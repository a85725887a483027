"""Microdata files: answers in and out, with codebooks, for analysts and archives."""
