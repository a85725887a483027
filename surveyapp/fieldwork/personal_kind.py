"""Personal kind: what of a person a text may contain, whatever its country and language.

National numbers are further kinds, each called as its rules call it.
"""

from enum import StrEnum


class PersonalKind(StrEnum):
    """What a text may contain that points to a person."""

    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    FILE_NUMBER = "file-number"
    DOCUMENT = "document"
    PLATE = "plate"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    LINK = "link"
    NAME = "name"
