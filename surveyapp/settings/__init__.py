"""SETTINGS: what staff may change in the browser, where it lies, and what is refused."""
