"""Lost part: what is said where a part of an instance is missing beside others."""

from pathlib import Path


def missing_words(path: Path, name: str) -> str:
    """That a part is missing beside others, and the two ways out."""
    lost = {
        "secrets.toml": (
            "Without it no draft and no cookie can be opened, and nothing can replace it."
        ),
        "config.toml": "It says which address the site has and whether it is a demonstration.",
    }.get(name, "It holds what was stored.")
    return (
        f"{name} is missing in {path}, while other parts of an instance are there. {lost}"
        f" Put {name} back from the backup of this instance (only its owner may read it:"
        f" chmod 600 {path / name}). To start over instead, and give up everything that was"
        f" answered here, move {path} away and run: surveyapp init"
    )
