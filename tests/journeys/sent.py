"""Sent: what was sent to a wave, read past the pages, whether it still waits or not."""

import json

from surveyapp.questions.cell import answers_to_json
from surveyapp.storage.database import connected
from surveyapp.storage.pool import n_waiting, waiting_of
from surveyapp.storage.responses import answers_of
from surveyapp.storage.study_keys import private_key_of


def answers_sent(instance, wave):
    """Answers as they are in files of JSON, one mapping a sending, in no order."""
    with connected(instance):
        opened = [json.loads(text) for text in answers_of(wave)]
        if not n_waiting(wave):
            return opened
        waiting = waiting_of(wave, private_key_of(instance, wave)).values()
    return opened + [answers_to_json(each.answers) for each in waiting]
