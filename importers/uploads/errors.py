"""Refusals of uploads; `web.errors` gives each its status."""

from gis.errors import DothiError


class UploadTooLarge(DothiError):
    """More bytes than may be sent, or more than there is room for."""


class TooBusy(DothiError):
    """Others are being served; in a moment it will go."""
