"""Enrolling a second factor, with real commits: django-allauth tells of it once it is committed."""

from django.test import Client

from tests.web.accounts.people import code, person, sign_in, signed_in_as
from tests.web.accounts.test_gate import staff


def test_enrolling_opens_the_rest_without_asking_for_the_password_again(own_database: str, client: Client) -> None:
    who = person("planner")
    staff()
    sign_in(client, who)
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.get("/").status_code == 302
    done = client.post("/account/2fa/totp/activate/", {"code": code(secret)})
    assert done["Location"] == "/account/2fa/recovery-codes/"
    codes = client.get(done["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert signed_in_as(client) == "planner"

    lost = Client()
    lost.post("/account/login/", {"login": "planner", "password": who.password})
    assert lost.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert signed_in_as(lost) == "planner"
    again = Client()
    again.post("/account/login/", {"login": "planner", "password": who.password})
    assert again.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200
