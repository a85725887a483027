"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.documents import blueprint as documents
from surveyapp.web.desk.jobs import blueprint as jobs
from surveyapp.web.desk.overview import blueprint as overview

BLUEPRINTS: tuple[Blueprint, ...] = (overview, jobs, documents)
