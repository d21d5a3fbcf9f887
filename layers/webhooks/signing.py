"""Secrets and signatures, by the Standard Webhooks convention: the HMAC-SHA256 of id, time and body, by a secret that
both sides have. It lies encrypted in the database."""

import base64
import hmac
import secrets
from collections.abc import Mapping

from cryptography.fernet import InvalidToken

from layers.accounts.secrets import cipher

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """`whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def encrypted(secret: str) -> str:
    return cipher("webhook").encrypt(secret.encode()).decode()


def decrypted(text: str) -> str | None:
    """The secret; None where it was encrypted under another DOTHI_SECRET_KEY."""
    try:
        return cipher("webhook").decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def signed(secret: str, message_id: str, seconds: int, body: bytes) -> Mapping[str, str]:
    """The three headers; `seconds` since 1970."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    text = b"%s.%d.%s" % (message_id.encode(), seconds, body)
    signature = base64.b64encode(hmac.digest(key, text, "sha256")).decode()
    return {"webhook-id": message_id, "webhook-timestamp": str(seconds), "webhook-signature": f"v1,{signature}"}
