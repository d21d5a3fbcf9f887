"""The form of a code's text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorText:
    """Sentence and way out of one code in both languages, with `{named}` places."""

    sentence_en: str
    way_out_en: str
    sentence_vi: str
    way_out_vi: str

    def sentence(self, language: str) -> str:
        return self.sentence_vi if language == "vi" else self.sentence_en

    def way_out(self, language: str) -> str:
        return self.way_out_vi if language == "vi" else self.way_out_en
