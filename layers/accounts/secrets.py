"""Secrets that have to be read again lie encrypted, under keys made of DOTHI_SECRET_KEY: one key for each purpose.

Of second factors: who has a copy of the database alone can't make codes. Under another secret key they can't be read
any more: nobody's code is right then, and an administrator resets the second factors.
"""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def encrypt(text: str) -> str:
    return cipher("second-factor").encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The text; where it can't be read, a random secret whose codes nobody knows."""
    try:
        return cipher("second-factor").decrypt(text.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def cipher(purpose: str) -> Fernet:
    """What encrypts for one purpose, and reads nothing that was encrypted for another."""
    key = hashlib.sha256(f"dothi.{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
