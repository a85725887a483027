"""Count words: a number with what is counted, as the terminal says it."""


def counted(number: int, noun: str) -> str:
    """Such as "1 problem" and "2 problems". noun: in the singular, with a plural in s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
