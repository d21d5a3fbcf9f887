from typing import NamedTuple


class Sentence(NamedTuple):
    """What a job says to people, in both languages."""

    vi: str
    en: str

    def as_json(self) -> dict[str, str]:
        return {"vi": self.vi, "en": self.en}
