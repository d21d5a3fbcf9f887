"""What is known of accounts and sessions; changes nothing."""

from layers.accounts.queries.accounts import (
    Account,
    account_facts,
    account_named,
    find_account,
    has_second_factor,
    list_accounts,
    user_named,
)
from layers.accounts.queries.sessions import SessionFacts, list_sessions
from layers.accounts.queries.sign_in import NextStep, next_step

__all__ = [
    "Account",
    "NextStep",
    "SessionFacts",
    "account_facts",
    "account_named",
    "find_account",
    "has_second_factor",
    "list_accounts",
    "list_sessions",
    "next_step",
    "user_named",
]
