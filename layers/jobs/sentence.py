from typing import NamedTuple


class Sentence(NamedTuple):
    """What a job says to people, in both languages."""

    vi: str
    en: str

    def as_json(self) -> dict[str, str]:
        return {"vi": storable(self.vi), "en": storable(self.en)}


def storable(text: str) -> str:
    """The text without what PostgreSQL can't hold: NUL, and halves of characters from damaged files."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
