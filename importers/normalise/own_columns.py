"""Columns that our own files of rejected features carry beside those of the source."""

REASON_VI, REASON_EN, NUMBER = "_ly_do", "_reason", "_fid"
OWN_COLUMNS = frozenset({REASON_VI, REASON_EN, NUMBER})
"""Passed over where such a file comes back: they say why it was written, not what it holds."""
