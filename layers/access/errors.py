from gis.errors import DothiError


class AccessRefused(DothiError):
    """Rights can't be given or changed as asked."""


class NotAllowed(DothiError):
    """Somebody may know of a thing and not do that with it."""
