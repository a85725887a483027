"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.confirmation import blueprint as confirmation
from surveyapp.web.desk.overview import blueprint as overview

BLUEPRINTS: tuple[Blueprint, ...] = (overview, confirmation)
