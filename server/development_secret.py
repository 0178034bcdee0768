"""The SECRET_KEY of a development server, which nobody has to choose."""

import os
import secrets
from pathlib import Path


def kept_beside(database_url: str) -> str:
    """Made on the first run and kept beside the database, so that sessions outlive a restart."""
    is_file = database_url.startswith("sqlite://") and ":memory:" not in database_url
    database = Path(database_url.removeprefix("sqlite://").partition("?")[0]) if is_file else Path("ostiary")
    path = database.with_name(f"{database.name}.secret")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secret := secrets.token_urlsafe(48))
    return secret
