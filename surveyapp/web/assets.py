"""Assets: addresses of styles and scripts that change with their content, so that they keep."""

import hashlib
from functools import cache
from pathlib import Path

from flask import current_app, url_for


def asset_address(name: str) -> str:
    """Where a built file is served; the hash of its content stands in the address."""
    return url_for("static", filename=f"dist/{name}", v=_content_hash(name))


@cache
def _content_hash(name: str) -> str:
    folder = Path(current_app.static_folder or "")
    return hashlib.sha256((folder / "dist" / name).read_bytes()).hexdigest()[:10]
