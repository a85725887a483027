"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.account import blueprint as account
from surveyapp.web.desk.account_changes import blueprint as account_changes
from surveyapp.web.desk.accounts import blueprint as accounts
from surveyapp.web.desk.codes import blueprint as codes
from surveyapp.web.desk.confirmation import blueprint as confirmation
from surveyapp.web.desk.contact_list import blueprint as contact_list
from surveyapp.web.desk.documents import blueprint as documents
from surveyapp.web.desk.first import blueprint as first
from surveyapp.web.desk.inquiries import blueprint as inquiries
from surveyapp.web.desk.institution import blueprint as institution
from surveyapp.web.desk.institutions import blueprint as institutions
from surveyapp.web.desk.invitations import blueprint as invitations
from surveyapp.web.desk.jobs import blueprint as jobs
from surveyapp.web.desk.log import blueprint as log
from surveyapp.web.desk.mails import blueprint as mails
from surveyapp.web.desk.overview import blueprint as overview
from surveyapp.web.desk.paper import blueprint as paper
from surveyapp.web.desk.paper_edit import blueprint as paper_edit
from surveyapp.web.desk.press import without_what_failed
from surveyapp.web.desk.privacy_documents import blueprint as privacy_documents
from surveyapp.web.desk.purge import blueprint as purge
from surveyapp.web.desk.questionnaires import blueprint as questionnaires
from surveyapp.web.desk.settings import blueprint as settings
from surveyapp.web.desk.wave_acts import blueprint as wave_acts
from surveyapp.web.desk.wave_end_acts import blueprint as wave_end_acts
from surveyapp.web.desk.waves import blueprint as waves

BLUEPRINTS: tuple[Blueprint, ...] = (
    overview,
    confirmation,
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
    waves,
    wave_acts,
    wave_end_acts,
    questionnaires,
    settings,
    privacy_documents,
    first,
    accounts,
    account_changes,
    account,
    log,
    purge,
)

overview.after_app_request(without_what_failed)
