"""TERMINAL: one module a group of commands; `main` collects them."""
