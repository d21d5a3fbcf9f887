"""`./dothi accounts`: accounts on the command line."""

from tests.gis.cli.command_line import CommandLine


def test_an_account_from_beginning_to_end(commands: CommandLine) -> None:
    assert commands.run("accounts", "list") == "There are no accounts.\n"
    made = commands.json("accounts", "create", "hoa", "--name", "Nguyễn Thị Hoa", "--email", "hoa@example.gov.vn")
    assert (made["username"], made["must_change_password"]) == ("hoa", False)
    assert len(made["password"]) == 20
    assert commands.refusal("accounts", "create", "HOA").startswith("E-ACCOUNT-03")
    assert commands.refusal("accounts", "create", "hoa mai", LC_ALL="vi_VN.UTF-8").startswith(
        "E-ACCOUNT-02 “hoa mai” không"
    )
    service = commands.json("accounts", "create", "sync", "--service")
    assert (service["kind"], service["password"]) == ("service", None)
    assert commands.refusal("accounts", "one-time-password", "sync").startswith("E-ACCOUNT-08")
    given = commands.run("accounts", "one-time-password", "hoa").splitlines()
    assert given[0] == "hoa"
    assert given[-1] != made["password"]
    commands.run("accounts", "link", "hoa", "subject-1")
    assert commands.run("accounts", "sessions", "hoa") == "Signed in nowhere.\n"
    assert commands.json("accounts", "reset-second-factor", "hoa")["removed"] == 0
    assert commands.json("accounts", "unlock", "hoa")["failures"] == 0
    assert commands.refusal("accounts", "unlock", "nobody").startswith("E-ACCOUNT-01")
    assert commands.json("accounts", "end-demo")["ended"] == []
    assert commands.run("accounts", "end", "hoa") == "hoa can no longer sign in.\n"
    listed = {one["username"]: one for one in commands.json("accounts", "list")["accounts"]}
    assert listed["hoa"]["ended_at"] is not None
    assert commands.json("accounts", "revive", "hoa")["active"] is True
    assert commands.refusal("accounts", "end", "nobody").startswith("E-ACCOUNT-01")
    assert commands.refusal("accounts", "code", "hoa").startswith("E-ACCOUNT-09")
