"""Pages compared: what is new at every request is left out."""

import re


def lasting(page: bytes | str) -> str:
    """A page without its nonces, its tokens for forms, and the address to which signing in leads back."""
    text = page.decode() if isinstance(page, bytes) else page
    text = re.sub(r'nonce="[^"]*"', "", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r'name="csrf-token" content="[^"]*"', "", text)
    return re.sub(r"\?next=[^\"]*", "", text)
