"""What a job says can always be kept, whatever a damaged file put into it."""

import json

import pytest

from gis.errors import FileRefused
from layers.jobs.sentence import Sentence
from layers.jobs.services.ending import as_json


@pytest.mark.parametrize("damaged", ["a\0b", "a\ud800b", "\udcff", "\0"])
def test_no_text_stops_a_job_from_ending(damaged: str) -> None:
    said = [Sentence(damaged, damaged).as_json(), as_json(FileRefused("E-FILE-01", path=damaged))]
    kept = json.dumps(said, ensure_ascii=False).encode()
    assert b"\\u0000" not in kept


def test_what_is_sound_stays_as_it_is() -> None:
    assert Sentence("Đã đọc 12 thửa", "12 read").as_json() == {"vi": "Đã đọc 12 thửa", "en": "12 read"}
