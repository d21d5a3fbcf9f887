"""Figures on pages."""

import pytest
from django.utils.translation import override

from web.templatetags.figures import figure


@pytest.mark.parametrize(("language", "written"), [("vi", "1.210.991"), ("en", "1,210,991")])
def test_in_groups_of_three(language: str, written: str) -> None:
    with override(language):
        assert figure(1_210_991) == written
        assert figure(0) == "0"
