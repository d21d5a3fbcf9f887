"""Whether a word can be a Vietnamese syllable: onset, rime and tone, each from a closed list.

Syllables ending in c, ch, p or t carry the acute or the dot-below tone, never another and never none. Names from the
Highlands (Đắk, Krông, Ea) break the rules of the lowland tongue; their commonest rimes are listed with the rest.
"""

import re
import unicodedata
from collections.abc import Iterable

TONES = {"\u0300": "grave", "\u0301": "acute", "\u0303": "tilde", "\u0309": "hook", "\u0323": "dot"}

_ONSET_TABLE = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x kr pl"
_ONSETS = ("", *_ONSET_TABLE.split())
_RIME_TABLE = """
a ac ach ai am an ang anh ao ap at au ay ak ar
ăc ăm ăn ăng ăp ăt ăk
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ea ek
ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong ooc oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
ô ôc ôi ôm ôn ông ôp ôt ôk
ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôp uôt uâ uân uâng uât uây uê uêch uên uênh uêt uêu uơ uơn
uy uya uych uyn uynh uyp uyt uyu uyên uyêt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yên yêm yêng yêt yêu ynh yt yn ych
"""
_RIMES = _RIME_TABLE.split()
_STOPS = ("c", "ch", "p", "t")
_SYLLABLES = {onset + rime: rime.endswith(_STOPS) for onset in _ONSETS for rime in _RIMES}
_VOWELS = "aăâeêioôơuưy"
_NUCLEI = {group for rime in _RIMES if (group := rime.rstrip("bcdghklmnpqrstvx"))}
_ONE_GROUP = re.compile(f"[b-df-hj-np-tv-xzđ]*([{_VOWELS}]+)[b-df-hj-np-tv-xz]*$")


def is_syllable(word: str) -> bool:
    """Whether a word, in any case and composition, is a possible syllable with at most one fitting tone."""
    bare, tones = _without_tone(word.lower())
    ends_in_stop = _SYLLABLES.get(bare)
    if ends_in_stop is None or len(tones) > 1:
        return False
    return not ends_in_stop or tones in (["acute"], ["dot"])


def is_like_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese group of vowels with at most one tone between any consonants: Krêl, Drắk.

    Names of the Highlands are of this kind where they are no syllable of the lowland tongue.
    """
    bare, tones = _without_tone(word.lower())
    match = _ONE_GROUP.match(bare)
    return match is not None and match[1] in _NUCLEI and len(tones) <= 1


def score(words: Iterable[str]) -> float:
    """The share of words that are possible syllables; 0 without words."""
    judged = [is_syllable(word) for word in words]
    return sum(judged) / len(judged) if judged else 0.0


def _without_tone(word: str) -> tuple[str, list[str]]:
    """The letters, with their circumflex, breve, horn and bar, and the tones taken off them."""
    tones, kept = [], []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tones.append(TONES[char])
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tones
