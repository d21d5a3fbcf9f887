from gis.errors import DothiError


class ClientRefused(DothiError):
    """An API client or one of its keys can't be made or changed as asked."""


class CredentialRefused(DothiError):
    """What was sent to show who asks shows nothing. Never says why: unknown, expired and revoked look the same."""


class CredentialMisplaced(DothiError):
    """A key or token was sent where it must not stand."""


class IssuerUnreachable(DothiError):
    """Whether a token of the single sign-on server is good can't be found out now."""


class LimitReached(DothiError):
    """Too many requests for now."""
