"""Output path: where a command is to write; said before any work when it cannot be there."""

import errno
import os
from pathlib import Path

import click


class OutputPath(click.Path):
    """A file or folder to write; the folder that it lies in must be there and take it."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path as `click.Path` gives it; a usage error where nothing can be written."""
        path = Path(value)
        number = 0 if path.exists() else _hindrance(path.parent)
        if number:
            self.fail(f"{path} cannot be written ({os.strerror(number)}).", param, ctx)
        return super().convert(value, param, ctx)


def _hindrance(folder: Path) -> int:
    """What keeps a new file from this folder, as a number of the system; 0 for nothing."""
    if not folder.exists():
        return errno.ENOENT
    if not folder.is_dir():
        return errno.ENOTDIR
    return 0 if os.access(folder, os.W_OK | os.X_OK) else errno.EACCES


OUTPUT_FOLDER = OutputPath(file_okay=False, path_type=Path)
