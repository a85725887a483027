"""Main: `python -m surveyapp`, where the command is not installed."""

from surveyapp.command import main

main(prog_name="surveyapp")
