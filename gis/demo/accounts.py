"""The demo's people: one account for each role, in made-up offices, with a second factor enrolled.

Their passwords and secrets are random for each installation and kept in `demo_accounts.json` under DOTHI_VAR, for its
owner's eyes only. Only `./dothi demo` makes them, and only in a database where nobody else has an account.
"""

import base64
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from gis.errors import NotFound
from gis.setup.places import VAR
from layers.access.services import ensure_organisation, grant_membership
from layers.accounts.passwords import one_time_password
from layers.accounts.queries import list_accounts
from layers.accounts.services import create_account, end_account, enrol_app, set_password

FILE = VAR / "demo_accounts.json"
WARD = "26041"
OFFICES = {
    "ubnd_tran_bien": ("UBND phường Trấn Biên (mẫu)", "People's Committee of Trấn Biên Ward (demo)"),
    "so_xay_dung": ("Sở Xây dựng (mẫu)", "Department of Construction (demo)"),
    "ban_quan_ly_khu": ("Ban Quản lý khu kinh tế, khu công nghiệp (mẫu)", "Zone Management Board (demo)"),
    "cap_nuoc": ("Công ty Cấp nước (mẫu)", "Water company (demo)"),
}


@dataclass(frozen=True)
class Place:
    """A role in an office; in the ward alone, or everywhere."""

    role: str
    office: str
    ward_only: bool = False


PEOPLE: dict[str, tuple[str, Sequence[Place]]] = {
    "viewer": ("Lê Thị Mai", [Place("viewer", "ubnd_tran_bien", ward_only=True)]),
    "field_staff": ("Trần Văn Bình", [Place("field_staff", "ubnd_tran_bien", ward_only=True)]),
    "planner": ("Nguyễn Thị Hoa", [Place("planner", "so_xay_dung")]),
    "reviewer": ("Phạm Quốc Huy", [Place("reviewer", "so_xay_dung"), Place("reviewer", "ban_quan_ly_khu")]),
    "licensing_officer": ("Võ Thị Lan", [Place("licensing_officer", "ubnd_tran_bien", ward_only=True)]),
    "asset_manager": ("Đặng Minh Tuấn", [Place("asset_manager", "cap_nuoc")]),
    "data_manager": ("Bùi Thanh Sơn", [Place("data_manager", "so_xay_dung")]),
    "auditor": ("Hoàng Thị Yến", [Place("auditor", "so_xay_dung")]),
    "administrator": ("Đỗ Văn Khang", [Place("administrator", "so_xay_dung")]),
}
"""By user name, which is the role's code."""


SAMPLE = " (mẫu)"
"""Behind the names of the demo's people: whoever else bears one of their user names is left alone."""


@dataclass(frozen=True)
class DemoAccount:
    """What signing in as one of them takes. `secret` is that of the authenticator app, in base32."""

    username: str
    password: str
    secret: str

    @property
    def uri(self) -> str:
        """For the QR code or the address line of an authenticator app (otpauth, as Google Authenticator defined it)."""
        return f"otpauth://totp/dothi:{self.username}?secret={self.secret}&issuer=dothi"


def ensure_demo_accounts() -> list[DemoAccount]:
    """Make those that are missing, and give all; none where the database has accounts of others."""
    people = list_accounts(kind="person")
    if any(one.username not in PEOPLE or not one.display_name.endswith(SAMPLE) for one in people):
        return []
    there = {one.username for one in people}
    kept = {one.username: one for one in known_accounts()}
    found = [_ensure(name, kept.get(name), name in there) for name in PEOPLE]
    _keep(found)
    return found


def demo_accounts_in_use() -> list[str]:
    """The user names of those that can still sign in."""
    kept = {one.username for one in known_accounts()}
    people = list_accounts(kind="person")
    return [one.username for one in people if one.active and one.username in kept and one.display_name.endswith(SAMPLE)]


def end_demo_accounts() -> list[str]:
    """End them, with their sessions, and forget their passwords; gives the user names."""
    names = demo_accounts_in_use()
    for name in names:
        end_account(name)
    FILE.unlink(missing_ok=True)
    return names


def known_accounts() -> list[DemoAccount]:
    """Those of this installation, as they were made."""
    return [DemoAccount(**one) for one in json.loads(FILE.read_text(encoding="utf-8"))] if FILE.is_file() else []


def known_account(username: str) -> DemoAccount:
    """Raises NotFound (E-ACCOUNT-09) for what isn't an account of the demo."""
    for one in known_accounts():
        if one.username == username.strip().lower():
            return one
    raise NotFound("E-ACCOUNT-09", name=username)


def _ensure(username: str, kept: DemoAccount | None, there: bool) -> DemoAccount:
    if kept is not None and there:
        return kept
    account = kept or DemoAccount(username, one_time_password(), base64.b32encode(secrets.token_bytes(20)).decode())
    name, places = PEOPLE[username]
    if there:
        user_id = next(one.id for one in list_accounts() if one.username == username)
    else:
        user_id = create_account(username, display_name=name + SAMPLE).id
        for place in places:
            ensure_organisation(place.office, *OFFICES[place.office])
            areas = [WARD] if place.ward_only else []
            grant_membership(username, place.office, place.role, areas=areas, reason="demo")
    set_password(user_id, account.password)
    enrol_app(username, account.secret)
    return account


def _keep(accounts: Sequence[DemoAccount]) -> None:
    """Written beside and moved into place, never readable by others for a moment."""
    text = json.dumps([asdict(one) for one in accounts], indent=1)
    beside = Path(f"{FILE}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(FILE)
