"""Place words: where something stands in a file, for people who do not see the server's disk."""

from surveyapp.formats.source.shelf import project_shelf
from surveyapp.web.current_instance import current_instance


def place_words(place: str) -> str:
    """A place from the project or instance that it lies in, and never where that lies.

    place: begins with the path of a file, such as ``/srv/forms/questionnaires/x/report/a.md:2``.
    """
    folders = (*project_shelf().roots, current_instance().path)
    within = (place.removeprefix(f"{each}/") for each in folders)
    return next((each for each in within if each != place), place)
