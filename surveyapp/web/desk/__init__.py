"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.documents import blueprint as documents
from surveyapp.web.desk.jobs import blueprint as jobs
from surveyapp.web.desk.overview import blueprint as overview
from surveyapp.web.desk.questionnaires import blueprint as questionnaires
from surveyapp.web.desk.wave_acts import blueprint as wave_acts
from surveyapp.web.desk.wave_end_acts import blueprint as wave_end_acts
from surveyapp.web.desk.waves import blueprint as waves

BLUEPRINTS: tuple[Blueprint, ...] = (
    overview,
    jobs,
    documents,
    waves,
    wave_acts,
    wave_end_acts,
    questionnaires,
)
