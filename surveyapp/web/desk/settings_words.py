"""Words of the settings: what each is called, what it is for, and why one was not kept."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from surveyapp.questions.language import own_name
from surveyapp.settings.setting import SETTINGS, SettingsStep
from surveyapp.settings.typed import SettingRefusal

STEP_WORDS: Mapping[SettingsStep, tuple[LazyString, LazyString]] = {
    SettingsStep.STUDY: (
        lazy_gettext("The study"),
        lazy_gettext("Institutions read this on the first page, in letters and in mails."),
    ),
    SettingsStep.LANGUAGES: (
        lazy_gettext("Languages"),
        lazy_gettext("The languages that are chosen here are offered on the site, and no others."),
    ),
    SettingsStep.PROMISE: (
        lazy_gettext("The promise"),
        lazy_gettext("What institutions are told about how their answers are protected."),
    ),
    SettingsStep.PRIVACY: (
        lazy_gettext("Data protection"),
        lazy_gettext(
            "The privacy notice, the record of processing activities and the draft of the impact"
            " assessment are made of this. Ask your data protection officer."
        ),
    ),
    SettingsStep.MAIL: (
        lazy_gettext("Mail server"),
        lazy_gettext("The server that takes the invitations and reminders. Your host knows it."),
    ),
    SettingsStep.RETENTION: (
        lazy_gettext("How long data are kept"),
        lazy_gettext("The privacy notice tells these times to everybody."),
    ),
}
"""Step -> its title and what it is for."""
SETTING_WORDS: Mapping[str, tuple[LazyString, LazyString]] = {
    "study_name": (
        lazy_gettext("Name of the study"),
        lazy_gettext("Stands at the head of the pages."),
    ),
    "sender": (
        lazy_gettext("Who asks"),
        lazy_gettext("The organisation in whose name institutions are asked; mails come from it."),
    ),
    "contact": (
        lazy_gettext("Whom to ask"),
        lazy_gettext("A name or an office, a telephone number, an address for mails."),
    ),
    "languages": (lazy_gettext("Languages that are offered"), lazy_gettext("At least one.")),
    "promise": (
        lazy_gettext("Further words about the promise"),
        lazy_gettext(
            "They stand below what the product itself says. Promise nothing that you cannot keep:"
            " whoever knows the field may recognise an institution by what it answers."
        ),
    ),
    "controller": (
        lazy_gettext("Controller"),
        lazy_gettext("Who decides why and how data are processed: name, address, how to reach it."),
    ),
    "protection_officer": (
        lazy_gettext("Data protection officer"),
        lazy_gettext("How to reach the officer. Leave it empty where there is none."),
    ),
    "legal_basis": (
        lazy_gettext("Legal basis"),
        lazy_gettext(
            "Such as a public task or a legitimate interest (Article 6(1)(e) or (f) of the GDPR),"
            " and the law that it rests on."
        ),
    ),
    "contact_source": (
        lazy_gettext("Where the addresses come from"),
        lazy_gettext("Such as a public register, or the list of a network."),
    ),
    "recipients": (
        lazy_gettext("Recipients"),
        lazy_gettext(
            "Who receives the data besides you, such as the host of the server and of the mails,"
            " and whether they leave the European Economic Area."
        ),
    ),
    "funder": (lazy_gettext("Who pays for the study"), lazy_gettext("In one line.")),
    "authority": (
        lazy_gettext("Supervisory authority"),
        lazy_gettext("Where a complaint can be lodged: name and address."),
    ),
    "mail_host": (
        lazy_gettext("Server"),
        lazy_gettext("Such as mail.example.org. Leave everything empty to send no mails."),
    ),
    "mail_port": (
        lazy_gettext("Port"),
        lazy_gettext("Leave it empty for the usual one: 587 for STARTTLS, 465 for TLS."),
    ),
    "mail_security": (
        lazy_gettext("Security"),
        lazy_gettext("Without it codes could be read on their way."),
    ),
    "mail_user": (
        lazy_gettext("User"),
        lazy_gettext("Leave it empty where the server asks for none."),
    ),
    "mail_password": (
        lazy_gettext("Password of the mail server"),
        lazy_gettext("It is never shown again. Leave it empty to keep the one that is there."),
    ),
    "mail_from": (
        lazy_gettext("Address that mails come from"),
        lazy_gettext("Answers and mails that come back arrive there."),
    ),
    "contacts_months": (
        lazy_gettext("Contacts, in months after the last day of answering"),
        lazy_gettext("Names and addresses of those who were asked, invitations and mails."),
    ),
    "texts_months": (
        lazy_gettext("Free texts, in months after the last day of answering"),
        lazy_gettext("What institutions wrote in their own words."),
    ),
    "log_months": (
        lazy_gettext("Log of staff, in months"),
        lazy_gettext("Who of the staff did what on which day."),
    ),
    "backup_days": (
        lazy_gettext("Backups, in days"),
        lazy_gettext("What was deleted is in backups until they are gone."),
    ),
}
"""Setting -> what it is called and what it is for."""
CHOICE_WORDS: Mapping[str, str | LazyString] = {
    "starttls": "STARTTLS",
    "tls": "TLS",
    "none": lazy_gettext("None; only for a server on this machine"),
}
_WHY: Mapping[str, Callable[[SettingRefusal], str]] = {
    "too-long": lambda it: ngettext(
        "The text has %(length)s characters; at most %(num)d can be kept.",
        "The text has %(length)s characters; at most %(num)d can be kept.",
        SETTINGS[it.name].most,
        length=it.detail,
    ),
    "line-end": lambda _it: _("This must be one line. Take the line ends out."),
    "strange-sign": lambda it: _(
        "The sign %(sign)s cannot be kept, because it cannot be seen. Take it out.", sign=it.detail
    ),
    "not-in-a-head": lambda _it: _(
        "This could not stand in the head of a mail. Take out “=?” and signs that cannot be seen."
    ),
    "not-an-address": lambda _it: _("This is no address. Write it like ana@example.org."),
    "not-a-host": lambda _it: _("This is no server. Write it like mail.example.org."),
    "not-ascii": lambda _it: _("Only the letters a to z, digits and usual signs can stand here."),
    "not-a-choice": lambda _it: _("Choose one of these."),
    "not-a-number": lambda _it: _("This is not a whole number. Write it in digits, such as 12."),
    "out-of-range": lambda it: _(
        "Write a number from 1 to %(most)s, or nothing.", most=SETTINGS[it.name].most
    ),
    "no-language": lambda it: _("There is no language %(language)s.", language=it.detail),
    "none-chosen": lambda _it: _("Choose at least one language."),
    "host-missing": lambda _it: _("Write which server takes the mails, or empty the other fields."),
    "from-missing": lambda _it: _("Write the address that mails come from."),
    "other-machine": lambda _it: _(
        "This server is another machine: codes could be read on their way. Choose STARTTLS or TLS."
    ),
    "type-again": lambda _it: _("This is another server than before. Type its password."),
    "user-and-password": lambda _it: _("User and password belong together. Write both or none."),
}


def why_refused(refusal: SettingRefusal) -> str:
    """What is wrong and how to mend it."""
    return str(_WHY[refusal.code](refusal))


def label_of(name: str, language: str = "") -> str:
    """What a field is called; with its language where there is one a language."""
    label = str(SETTING_WORDS[name][0])
    return f"{label} ({own_name(language)})" if language else label
