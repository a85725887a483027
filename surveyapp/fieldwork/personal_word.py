"""Personal words: phones, dates, file numbers, addresses and names, told by the words around them.

Patterns read the shadow of a text (see screening.py): no diacritics, one kind of space and dash.
Romanian, Norwegian and English stand side by side, because an answer may be in any of them.
"""

import re

from surveyapp.fieldwork.personal_number import DigitRun, digit_runs


def _any_of(*patterns: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


EMAILS = _any_of(
    r"[\w.+-]{1,64} ?@ ?[\w-]+(?:\.[\w-]+)+",
    r"[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]+ ?(?:\.|[(\[](?:dot|punct|punkt)[)\]]) ?[\w-]+",
    flags=re.IGNORECASE,
)
LINKS = _any_of(r"\bhttps?://\w", r"\bwww\.\w", flags=re.IGNORECASE)
# Latitudes and longitudes of Romania and Norway; other decimals are figures.
COORDINATES = _any_of(
    r"\b(?:4[3-8]|5[7-9]|6[0-9]|7[01])\.[0-9]{4,8} ?°? ?N?[,; ] ?"
    r"(?:[4-9]|[12][0-9]|3[01])\.[0-9]{4,8}",
    r"\b[0-9]{1,2}° ?[0-9]{1,2} ?['\u2032\u2019]",
)

_NUMBER_WORD = r"(?:nr|numar\w*|nummer|no|number|ref|reference|id)\b\.?:? ?"
_YEAR = r"(?:19|20)[0-9]{2}"
FILE_NUMBERS = _any_of(
    rf"\bdosar\w*(?: \w+){{0,2}}? {_NUMBER_WORD}[0-9]",
    r"\bdosar\w*(?: \w+)? [0-9]+/[0-9]+",
    rf"(?<![\w/])(?!{_YEAR}/{_YEAR}/)(?:[0-9]{{3,6}}/[0-9]{{1,4}}|[0-9]{{1,6}}/[0-9]{{3,4}})/{_YEAR}(?!\w)",
    rf"\b(?:\w*saks?|anmeldelses?|journal)[- ]?{_NUMBER_WORD}[0-9]",
    r"\b\w*sak [0-9]{2,4}/[0-9]+",
    rf"\b(?:case|file|docket|client) {_NUMBER_WORD}[A-Z]{{0,3}}-?[0-9]",
    flags=re.IGNORECASE,
)
DOCUMENTS = _any_of(
    r"\b(?:pasaport\w*|buletin\w*|carte(?:a)? de identitate|permis\w* de (?:sedere|conducere))\b"
    r"[^0-9]{0,20}[0-9]{5,9}",
    r"\b(?:pass(?:et|nr|nummer)?|id-kort\w*|oppholdskort\w*|passport|identity card)\b"
    r"[^0-9]{0,20}[0-9]{5,9}",
    r"\bseria:? [A-Z]{2},? ?(?:nr|numar\w*)?\.?:? ?[0-9]{6}",
    flags=re.IGNORECASE,
)
_COUNTIES = (
    "AB|AG|AR|BC|BH|BN|BR|BT|BV|BZ|CJ|CL|CS|CT|CV|DB|DJ|GJ|GL|GR|HD|HR|IF|IL|IS|MH|MM|MS|NT|OT|PH"
    "|SB|SJ|SM|SV|TL|TM|TR|VL|VN|VS"
)
PLATES = _any_of(
    rf"(?<!\w)(?:(?:{_COUNTIES})[ -]?[0-9]{{2}}|B[ -]?[0-9]{{2,3}})[ -]?"
    r"[A-HJ-NPR-Z][A-PR-Z]{2}(?!\w)",
    r"(?i:\b(?:reg\.? ?nr|kjennemerke|skilt(?:nr)?|bil|plate|inmatriculare)\b)[^0-9A-Z]{0,5}"
    r"[A-Z]{2} ?[0-9]{5}(?!\w)",
)

_HOUSE = r"[0-9]{1,3} ?[A-H]?\b"
ADDRESSES = _any_of(
    r"\b(?:[Ss]tr\.|[Ss]trada|[Bb]d\.|[Bb]-dul|[Bb]ulevardul|[Ss]os\.) ?[A-Z0-9]",
    r"\b(?:[Cc]alea|[Aa]leea|[Ss]oseaua|[Ii]ntrarea|[Ss]plaiul) [A-Z][\w ]{2,30},? "
    rf"(?:nr\.? ?)?{_HOUSE}",
    r"\b[Bb]l\. ?\w{1,4},? ?(?:[Ss]c\.|[Ee]t\.|[Aa]p\.)",
    r"\b(?:[Ss]c\.|[Ee]t\.|[Nn]r\.) ?\w{1,4},? ?(?:[Bb]l\.|[Aa]p\.) ?\w",
    rf"\b[A-Z][a-z]+(?:gata|gaten|sgate|veien|vegen|vei|veg|plassen|svingen|bakken|stien) {_HOUSE}",
    rf"\b[A-Z][a-z]+s (?:gate|gata|vei|veg|plass) {_HOUSE}",
    r"\b[Pp]ostboks [0-9]+",
    r"\b[0-9]{1,4}[A-Z]? (?:[A-Z][a-z]+ ){1,3}(?:Street|Road|Avenue|Lane|St\.|Rd\.)",
)

_NAME = r"(?-i:[A-Z][a-z]+\b|[A-Z]\.)"
_ONE_PERSON = (
    r"(?:hun|han|jenta|gutten|kvinnen|mannen|kvinne|mann|jente|gutt|barnet|she|he|girl|boy|woman|man"
    r"|victim|client|fata|fetita|baiatul|femeia|femeie|barbatul|victima|clienta)"
)
_AGE = r"(?:\(?[0-9]{1,2}\)?|in varsta de [0-9]{1,2}|aged [0-9]{1,2}) ?(?:ani|ar|years)\b"
NAMES = _any_of(
    rf"\b(?:sus)?(?:numit|minor|inculpat)(?:a|ul|ei|ului) {_NAME}",
    rf"\bpe nume {_NAME}",
    r"\b(?:o|il|pe care o|pe care il) cheama\b",
    rf"\bse numeste {_NAME} {_NAME}",
    r"\bma numesc\b",
    r"\bfiica\b",
    r"\b(?:fiul|mama|tatal|sora|fratele|bunica|bunicul|sotul|sotia|matusa|unchiul) "
    r"(?:ei|lui|sa|sau)\b",
    r"\bnascuta? (?:la|in|pe) (?:data de )?[0-9]",
    rf"\b(?:pre)?nume(?:le)?(?: (?:ei|lui|victimei|complet))?(?: este|:) ?{_NAME}",
    rf"\b(?:jeg|hun|han|som|jenta|gutten|kvinnen|mannen|offeret) het(?:er)? {_NAME}",
    rf"\bheter {_NAME} {_NAME}",
    rf"\bnavn(?:et)?(?: (?:hennes|hans))?(?: er|:) ?{_NAME}",
    rf"\b(?:fornavn|etternavn|navn)(?:et)? {_NAME} {_NAME}",
    r"\bnavnet (?:hennes|hans)\b",
    r"\b(?:hennes|hans) (?:navn|mor|far|soster|bror|datter|sonn|kone|ektemann)\b",
    r"\b(?:mor|far|soster|bror|datter|sonn|kon|ektemann)(?:en|a)? (?:hennes|hans)\b",
    r"\bfodt (?:den )?[0-3]?[0-9][. ]",
    rf"\b{_ONE_PERSON},? (?:\w+ ){{0,2}}(?:fodt|born|nascut|nascuta)\b",
    rf"\b{_ONE_PERSON},? (?:\w+ )?(?:named|called|kalt|ved navn|cu numele|numita|numit) {_NAME}",
    r"\b(?:her|his) (?:name|mother|father|sister|brother|daughter|son|husband|wife|boyfriend)\b",
    rf"\b(?:first |full |sur)?name(?: is|:) ?{_NAME}",
    r"\bmy name\b",
    r"\bborn on\b",
    rf"(?-i:\b[A-Z]\. ?[A-Z]\.,? |\b[A-Z]\.?, ){_AGE}",
    rf"(?-i:\b(?:Dl|Dna|D-na|D-l|Mr|Mrs|Ms)\b\.?|\b(?:[Dd]omnul|[Dd]oamna|[Ff]ru|[Hh]err)) {_NAME}",
    flags=re.IGNORECASE,
)

_PHONE_WORD = re.compile(
    r"\b(?:tlf|tel|telefon\w*|mobil\w*|phone|call|ring(?:e|er)?|sms|suna(?:ti)?|whatsapp|viber"
    r"|signal|fax|contact(?:at[ai]?)?|kontakt\w*)\b[^0-9]{0,25}$",
    re.IGNORECASE,
)
_ROMANIAN_AREA = re.compile(r"0[237][0-9]")
_MOBILE_GROUPING, _MOBILE_START = (3, 2, 3), "49"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ianuarie januar january",
            "februarie februar february",
            "martie mars march",
            "aprilie april",
            "mai may",
            "iunie juni june",
            "iulie juli july",
            "august",
            "septembrie september",
            "octombrie oktober october",
            "noiembrie november",
            "decembrie desember december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(rf"(?<![\w./-])([0-3]?[0-9])([./-]) ?([01]?[0-9])\2 ?{_YEAR}(?!\w)"),
    re.compile(rf"(?<![\w./-]){_YEAR}-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?!\w)"),
    re.compile(
        r"(?<!\w)(?P<day>[0-3]?[0-9])(?:\.|st|nd|rd|th)? (?:of )?"
        rf"(?P<month>{_MONTH}),? {_YEAR}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_MONTH}) (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,? {_YEAR}(?!\w)",
        re.IGNORECASE,
    ),
)
# (day, month) that figures refer to; a birthday on them is caught by the words around it.
_REFERENCE_DAYS = frozenset({(1, 1), (31, 12), (30, 6), (1, 7)})
_LAW_WORD = re.compile(
    r"\b(?:leg(?:e|ea|ii)|ordonant\w*|oug|hg|hotarare\w*|ordin(?:ul)?|directiv\w*|regul\w*|act|law"
    r"|conventi\w*|konvensjon\w*|decision|decizi\w*|vedtak|lov(?:en|a)?|forskrift\w*|rundskriv\w*"
    r"|protocol\w*|protokoll\w*|acord\w*|avtale\w*|agreement|plan(?:ul|en)?|rap+ort\w*|report"
    r"|monitorul)\b[^;!?]{0,45}$",
    re.IGNORECASE,
)


def has_phone(text: str) -> bool:
    """Whether a number of a telephone stands in the text."""
    plain = text.replace("(", "").replace(")", "")
    return any(
        _is_phone(run, plain[max(0, run.start - 50) : run.start]) for run in digit_runs(plain)
    )


def has_date(text: str) -> bool:
    """Whether a whole date stands in the text, other than a law's or one that figures refer to."""
    return any(
        _day_and_month(found) not in _REFERENCE_DAYS
        and not _LAW_WORD.search(text[max(0, found.start() - 60) : found.start()])
        for pattern in _DATES
        for found in pattern.finditer(text)
    )


def _is_phone(run: DigitRun, before: str) -> bool:
    digits = "".join(run.groups)
    if before.endswith("+") or digits.startswith("00"):
        return _is_international(digits.removeprefix("00"))
    if _has_romanian_number(run.groups):
        return True
    if _is_norwegian_mobile(run.groups):
        return True
    return 8 <= len(digits) <= 12 and digits[0] != "1" and bool(_PHONE_WORD.search(before))


def _is_norwegian_mobile(groups: tuple[str, ...]) -> bool:
    """Whether the grouping is the one of mobile numbers; round amounts are not."""
    lengths = tuple(len(group) for group in groups)
    return lengths == _MOBILE_GROUPING and groups[0][0] in _MOBILE_START and groups[2] != "000"


def _is_international(digits: str) -> bool:
    if digits.startswith("40"):
        return len(digits) in {11, 12}
    if digits.startswith("47"):
        return len(digits) == 10
    return 10 <= len(digits) <= 15


def _has_romanian_number(groups: tuple[str, ...]) -> bool:
    """Whether ten digits begin at a group with an area code; a figure never begins with a zero."""
    ends = range(1, len(groups) + 1)
    return any(
        len("".join(groups[start:end])) == 10
        for start, group in enumerate(groups)
        if _ROMANIAN_AREA.match(group)
        for end in ends[start:]
    )


def _day_and_month(found: re.Match[str]) -> tuple[int, int]:
    named = found.groupdict()
    if not named:
        return int(found[1]), int(found[3])
    month = named["month"]
    return int(named["day"]), int(month) if month.isdigit() else _MONTHS[month.lower()]
