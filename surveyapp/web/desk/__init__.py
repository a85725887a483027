"""The desk: a study is run here, by staff who see only what they may."""

from flask import Blueprint

from surveyapp.web.desk.account import blueprint as account
from surveyapp.web.desk.account_changes import blueprint as account_changes
from surveyapp.web.desk.accounts import blueprint as accounts
from surveyapp.web.desk.confirmation import blueprint as confirmation
from surveyapp.web.desk.first import blueprint as first
from surveyapp.web.desk.log import blueprint as log
from surveyapp.web.desk.overview import blueprint as overview

BLUEPRINTS: tuple[Blueprint, ...] = (
    *(overview, confirmation, first, accounts, account_changes, account, log),
)
