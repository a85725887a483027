"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.codes import blueprint as codes
from surveyapp.web.desk.contact_list import blueprint as contact_list
from surveyapp.web.desk.documents import blueprint as documents
from surveyapp.web.desk.inquiries import blueprint as inquiries
from surveyapp.web.desk.institution import blueprint as institution
from surveyapp.web.desk.institutions import blueprint as institutions
from surveyapp.web.desk.invitations import blueprint as invitations
from surveyapp.web.desk.jobs import blueprint as jobs
from surveyapp.web.desk.mails import blueprint as mails
from surveyapp.web.desk.overview import blueprint as overview
from surveyapp.web.desk.paper import blueprint as paper
from surveyapp.web.desk.paper_edit import blueprint as paper_edit

BLUEPRINTS: tuple[Blueprint, ...] = (
    overview,
    institutions,
    institution,
    contact_list,
    invitations,
    mails,
    inquiries,
    codes,
    paper,
    paper_edit,
    documents,
    jobs,
)
