"""Languages told by their small words: whole texts, and single paragraphs of a text that is in English."""

from __future__ import annotations

import pytest

from pipeline.documents.language import other_language
from pipeline.documents.text import read_text

IN = {
    "sw": "Mwaka huo walinzi wa mto waliwakuta wavuvi 40 katika vijiji vya kusini, na samaki zao zilirudishwa sokoni. "
    "Ripoti hii inaeleza kazi ya wasagaji kwa miaka mitatu, na ni ya pili kutolewa baada ya mafuriko ya mwaka jana.",
    "da": "Vogterne ved åen fandt 40 fiskere i de sydlige landsbyer, og deres fangst blev solgt på torvet samme dag. "
    "Det er den anden beretning om møllerne, som er kommet efter oversvømmelsen, og den har også tal for ålene.",
    "tr": "Nehir bekçileri güneydeki köylerde 40 balıkçı buldu ve bu balıklar pazarda satıldı. Değirmenciler için "
    "olan ikinci rapor da selden sonra çıktı, yılan balıkları ile ilgili çok daha yeni sayılar da bir ek olarak var.",
    "ro": "Paznicii râului au găsit 40 de pescari în satele din sud, iar peștele lor a fost vândut în piață. "
    "Este al doilea raport despre morari care a apărut după inundație, și are mai multe date pentru țipari.",
}
MILL = (
    "The wardens of the river found 40 men at the weirs in the southern villages and sold their catch in the market. "
    "It is the second report on the millers since the flood, and it has figures for the eels and the otters as well. "
)


@pytest.mark.parametrize("language", list(IN))
def test_small_words_tell_the_language(language: str) -> None:
    assert other_language([IN[language] * 2]) == language


def test_a_paragraph_in_another_language_is_not_kept_in_an_english_text() -> None:
    reading = read_text("\n\n".join([MILL * 3, IN["tr"] * 2, MILL * 2]))
    assert reading.problem is None
    assert [block.label for block in reading.blocks] == ["content", "other_language", "content"]


def test_a_list_of_foreign_names_is_no_paragraph_in_another_language() -> None:
    names = (
        "The group includes Consejo de los Pescadores de la Bahía, Casa de la Mujer en Marden, Centro de Derechos de "
        "los Molineros, Instituto de la Anguila, Unión de los Barqueros del Lago, Fundación de las Orillas, Liga de la "
        "Nutria del Sur, Comisión de Aguas del Norte, and 40 others."
    )
    reading = read_text("\n\n".join([MILL * 3, names, MILL * 2]))
    assert all(block.kept for block in reading.blocks)


@pytest.mark.parametrize(
    "code",
    [
        "for i in range(12):\n" + "boat[i] = float(draught[i] * length[i] + beam[i])\n" * 12,
        "prefix w: http://www.example.org/w/terms\n" * 9,
    ],
)
def test_code_that_repeats_a_letter_is_no_paragraph_in_another_language(code: str) -> None:
    assert other_language([code]) is None
