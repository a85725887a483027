"""Receipt: the number that proves that a draft was sent; always the same for the same draft."""

import base64
import hashlib

from surveyapp.fieldwork.envelope import WorkspaceKeys

_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def receipt_number(keys: WorkspaceKeys) -> str:
    """Eight symbols in two groups; a one-way hash that leads neither to draft nor to response."""
    digest = hashlib.sha256(b"surveyapp/receipt/" + keys.pool_id).digest()
    symbols = base64.b32encode(digest[:5]).decode().translate(_CROCKFORD)
    return f"{symbols[:4]}-{symbols[4:]}"
