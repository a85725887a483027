"""TERMINAL: one module a group of commands; `surveyapp.command` collects them."""
