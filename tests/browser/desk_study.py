"""A study with a wave in every state, for those who look at every page of the desk."""

import re
from dataclasses import dataclass
from datetime import timedelta

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.instance import CONFIG, create_instance, load_instance
from surveyapp.storage.codings import codings_of
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.inquiries import ask_back
from surveyapp.storage.job_leases import fail, take_job, tell_progress
from surveyapp.storage.jobs import JobKind, JobOutcome, put_job
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.outbox import MailStatus, mails_of, queue_mails
from surveyapp.storage.outbox import fail as fail_mail
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.study.opening import open_wave
from surveyapp.study.wave_draft import WaveRequest, make_draft
