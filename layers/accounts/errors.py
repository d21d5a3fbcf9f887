"""Refusals about accounts."""

from gis.errors import DothiError


class AccountRefused(DothiError):
    """An account can't be made or changed as asked."""


class SignInRefused(DothiError):
    """Whoever asks isn't signed in far enough for what was asked."""


class LockedOut(DothiError):
    """Too many failed attempts."""
