"""Secrets of second factors lie encrypted in the database, under a key made of DOTHI_SECRET_KEY.

Who has a copy of the database alone can't make codes. Under another secret key they can't be read any more: nobody's
code is right then, and an administrator resets the second factors.
"""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The text; where it can't be read, a random secret whose codes nobody knows."""
    try:
        return _cipher().decrypt(text.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"dothi.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
