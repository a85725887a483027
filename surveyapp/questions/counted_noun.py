"""Counted noun: a number with its noun, for what is said in English alone."""


def counted_noun(n: float, one: str, several: str = "") -> str:
    """Such as "1 response", "2 responses". several: the plural where it is not one with an s."""
    shown = f"{n:g}" if isinstance(n, float) else str(n)
    return f"{shown} {one if n == 1 else several or f'{one}s'}"
