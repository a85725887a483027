"""Staff side: the pages of those who run a study, which a server loads apart, see `site`."""

from flask import Blueprint

from surveyapp.web.access import may_open
from surveyapp.web.coordinator import coding as coordinator_coding
from surveyapp.web.coordinator import quality as coordinator_quality
from surveyapp.web.coordinator import texts as coordinator_texts
from surveyapp.web.coordinator import views as coordinator_views
from surveyapp.web.coordinator.outputs import prepare_latest
from surveyapp.web.coordinator.second_factor import blueprint as second_factor
from surveyapp.web.coordinator.sign_in import blueprint as staff
from surveyapp.web.desk import BLUEPRINTS as DESK
from surveyapp.web.desk.links import desk_links
from surveyapp.web.desk.place_words import place_words

BLUEPRINTS: tuple[Blueprint, ...] = (
    staff,
    second_factor,
    coordinator_views.blueprint,
    coordinator_texts.blueprint,
    coordinator_coding.blueprint,
    coordinator_quality.blueprint,
    *DESK,
)
FOR_TEMPLATES: dict[str, object] = {
    "desk_links": desk_links,
    "may_open": may_open,
    "place_words": place_words,
}
"""What the templates of these pages call."""
PREPARE = prepare_latest
"""Reads what the first pages need, before anybody asks for them."""
