"""Compiles the Vietnamese of the templates: `python -m web.translations`.

The compiled file stands beside its source in the repository, so that no machine needs gettext's tools; a test holds
the two together.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "django.po"
COMPILED = SOURCE.with_suffix(".mo")


def compile_sentences() -> None:
    """Write the .mo anew from the .po."""
    with SOURCE.open("rb") as file:
        catalog = read_po(file, locale="vi", abort_invalid=True)
    with COMPILED.open("wb") as file:
        write_mo(file, catalog)


if __name__ == "__main__":
    compile_sentences()
