"""What changes accounts; one mutation a file."""

from layers.accounts.services.create_account import create_account
from layers.accounts.services.end_account import end_account, revive_account
from layers.accounts.services.end_sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    keep_newest_sessions,
)
from layers.accounts.services.link_subject import link_subject
from layers.accounts.services.note_session_seen import note_session_seen
from layers.accounts.services.second_factor import enrol_app, reset_second_factor
from layers.accounts.services.set_password import give_one_time_password, set_password
from layers.accounts.services.unlock_account import unlock_account

__all__ = [
    "create_account",
    "end_account",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "enrol_app",
    "give_one_time_password",
    "keep_newest_sessions",
    "link_subject",
    "note_session_seen",
    "reset_second_factor",
    "revive_account",
    "set_password",
    "unlock_account",
]
