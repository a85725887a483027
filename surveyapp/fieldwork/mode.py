"""Mode: how the answers of an institution came to the study."""

from enum import StrEnum


class Mode(StrEnum):
    """Typed by the institution, or by staff from paper or from what was said on the telephone."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"

    @property
    def is_keyed_in(self) -> bool:
        """Whether staff types the answers: twice, and both are compared before they are sent."""
        return self is not Mode.WEB
