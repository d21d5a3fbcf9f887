"""The forms of the sign-in pages: django-allauth's, dressed like every other page, and counted by the lock-out."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from layers.accounts.lockout import count_failure, is_locked
from layers.accounts.passwords import rules_in_words


class Dressed(forms.BaseForm):
    """Fields with Tabler's class, no placeholder that repeats the label, and the cursor in the first."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        visible = [field for field in self.fields.values() if not field.widget.is_hidden]
        for field in visible:
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"
        if visible:
            visible[0].widget.attrs["autofocus"] = True


class OneTimeCode(Dressed):
    """A field for six digits, or for a recovery code."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        code = self.fields["code"]
        code.label = _("One-time code")
        code.widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "maxlength": "20",
            "spellcheck": "false",
        }


class Counted(forms.BaseForm):
    """A wrong code counts as a failed sign-in, and who is locked out can't try any further."""

    user: Any
    counted = ""
    """The field whose errors count alone; empty: any."""

    def full_clean(self) -> None:
        name = self.user.get_username()
        if self.is_bound and is_locked(context.request, name):
            context.request.axes_locked_out = True  # django-axes' middleware then answers for how long
            context.request.axes_credentials = {"username": name}
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, ValidationError("locked"))
            return
        super().full_clean()
        if self.is_bound and self._errors and (not self.counted or self.counted in self._errors):
            count_failure(context.request, name)


class SignInForm(Dressed, LoginForm):
    """User name or e-mail address, and password."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": "254",
        }  # fmt: skip
        self.fields["password"].help_text = ""


class ReauthenticateForm(Dressed, AllauthReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["password"].help_text = ""


class ChangePasswordForm(Dressed, Counted, AllauthChangePasswordForm):
    """The password in use, and a new one twice. Who guesses the one in use is locked out as at the entrance."""

    counted = "oldpassword"

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].label = _("Current password")
        _dress_new_password(self.fields)


class NewPasswordForm(Dressed, ResetPasswordKeyForm):
    """A new password twice, for who came by the link of an e-mail."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        _dress_new_password(self.fields)


class ForgottenPasswordForm(Dressed, ResetPasswordForm):
    """The e-mail address to which a link is sent, if there is an account of a person."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users: list[Any] = [user for user in self.users if user.kind == "person"]
        return email


class SecondFactorForm(Counted, OneTimeCode, AuthenticateForm):
    """The second step of signing in."""


class SecondFactorAgainForm(Counted, OneTimeCode, AllauthCodeAgainForm):
    """The second factor once more."""


class KeyForm(Counted, AuthenticateWebAuthnForm):
    """The second step, by a security key."""


class KeyAgainForm(Counted, ReauthenticateWebAuthnForm):
    """The security key once more."""


class EnrolAppForm(OneTimeCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""


class NewKeyForm(Dressed, AddWebAuthnForm):
    """A new security key, with a name to tell it from others."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["name"].label = _("Name of the key")


class RenameKeyForm(Dressed, EditWebAuthnForm):
    """Another name for a security key."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["name"].label = _("Name of the key")


def _dress_new_password(fields: dict[str, forms.Field]) -> None:
    fields["password1"].label = _("New password")
    fields["password1"].help_text = _rules()
    fields["password2"].label = _("New password, once more")


def _rules() -> SafeString:
    return format_html_join("", "<span class='dt-rule'>{}</span>", ((rule,) for rule in rules_in_words()))
