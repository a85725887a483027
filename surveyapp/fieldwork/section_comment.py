"""Section comment: what colleagues tell each other about a section; never sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class SectionComment:
    """name: tells it from others; who: in free words, "" where nobody said."""

    name: str
    who: str
    words: str


def comments_from_json(held: Sequence[Mapping[str, str]]) -> tuple[SectionComment, ...]:
    """The comments of a section, the earliest first."""
    return tuple(SectionComment(each["name"], each["who"], each["words"]) for each in held)


def comments_to_json(comments: Iterable[SectionComment]) -> list[dict[str, str]]:
    """The inverse."""
    return [asdict(each) for each in comments]
