"""Figures on a page: what a benchmark writes into docs/benchmarks.md, between its own markers."""


def written_between(text: str, lines: list[str], start: str, end: str) -> str:
    """The page with the lines between two markers; the rest of it as it was."""
    head, tail = text.partition(start)[0], text.partition(end)[2]
    return f"{head}{start}\n" + "\n".join(lines) + f"\n{end}{tail}"
