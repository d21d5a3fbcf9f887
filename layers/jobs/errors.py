from gis.errors import DothiError


class JobRefused(DothiError):
    """A job isn't in the state that what was asked for needs."""
