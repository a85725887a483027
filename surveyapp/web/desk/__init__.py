"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.overview import blueprint as overview
from surveyapp.web.desk.privacy_documents import blueprint as privacy_documents
from surveyapp.web.desk.purge import blueprint as purge
from surveyapp.web.desk.settings import blueprint as settings

BLUEPRINTS: tuple[Blueprint, ...] = (overview, settings, privacy_documents, purge)
