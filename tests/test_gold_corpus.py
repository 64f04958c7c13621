"""The annotated corpus that comes with the project: builds without fault, is as large as said, names nobody real."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.records.data import load_yaml
from tests.gold.corpora import CORPUS, of_groups, read_corpus, write_corpus
from tests.gold.groups import set_aside
from tests.gold.leftovers import RealNames, first_word_digest, folded_word, name_digest, real_names, words
from tests.gold.records import Corpus

FILES = sorted(path for path in (CORPUS / "annotated").rglob("*") if path.is_file())
FILES_OF = {group: list(files) for group, files in groupby(FILES, key=lambda path: path.parent.name)}
ADDRESS = re.compile(r"(?:https?://|www\.|@)[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|info|example)\b")


@cache
def corpus() -> Corpus:
    return read_corpus(CORPUS)


def test_the_corpus_builds_without_fault_and_is_as_large_as_its_page_says() -> None:
    built = corpus()
    relations = Counter(relation.name for relation in built.relations)
    sizes = (
        len(built.docs), len({text.group for text in built.docs}), len(built.claims),
        sum(claim["required"] for claim in built.claims), len(built.relations), *relations.values(),
    )  # fmt: skip
    first_paragraph = (CORPUS / "README.md").read_text("utf-8").split("\n\n")[1]
    assert sorted(sizes) == sorted(int(told.replace(",", "")) for told in re.findall(r"\d[\d,]*", first_paragraph))


def test_every_quote_stands_in_its_text_and_every_number_in_its_quote() -> None:
    texts = {text.doc: text.text for text in corpus().docs}
    for claim in corpus().claims:
        assert claim["quote"] in texts[claim["doc"]], claim["id"]
        assert claim["number"] in claim["quote"], claim["id"]


def test_a_built_corpus_is_read_as_what_it_was_built_from(tmp_path: Path) -> None:
    part = of_groups(corpus(), {"manila", "volta"})
    write_corpus(part, tmp_path)
    assert read_corpus(tmp_path) == part


def test_what_is_set_aside_is_of_the_corpus() -> None:
    groups = {text.group for text in corpus().docs}
    assert set_aside() <= groups
    assert groups - set_aside()


def test_relations_stay_within_a_group() -> None:
    group_of = {text.doc: text.group for text in corpus().docs}
    for relation in corpus().relations:
        assert len({group_of[claim.rpartition("#")[0]] for claim in relation.members}) == 1, relation


def test_no_claim_is_related_to_itself() -> None:
    assert [relation for relation in corpus().relations if relation.a in relation.b] == []


def test_every_address_is_of_example_org() -> None:
    hosts = {urlsplit(text.context.url or "").hostname or "example.org" for text in corpus().docs}
    assert all(host == "example.org" or host.endswith(".example.org") for host in hosts)
    for path in FILES:
        for address in ADDRESS.findall(path.read_text("utf-8")):
            assert address.rstrip(".").endswith("example.org"), f"{path}: {address}"


@pytest.mark.parametrize("group", FILES_OF)
def test_no_real_name_is_left_over(group: str) -> None:
    left = {
        (path.name, name)
        for path in FILES_OF[group]
        for name in real_names().left_in(f"{path.stem.replace('_', ' ')}\n{path.read_text('utf-8')}", group)
    }
    assert not left


def test_no_group_has_a_real_name() -> None:
    groups = sorted({path.parent.name for path in FILES})
    assert not [name for group in groups for name in real_names().left_in(group.replace("_", " "), group)]


def test_invented_names_are_found_in_the_texts() -> None:
    text = " ".join(" ".join(path.read_text("utf-8") for path in FILES).lower().split())
    listed = load_yaml("tests.gold", "corpus/names.yaml")
    names = [name for by_country in listed.values() for names in by_country.values() for name in names]
    absent = [name for name in names if name.lower() not in text]
    assert len(names) > 600
    assert not absent


def names_that_hide(folded: str, exact: str, in_one_group: str) -> RealNames:
    first = {first_word_digest("salt", name.split()[0]) for name in (folded, exact, in_one_group)}
    return RealNames(
        salt="salt",
        most_words=3,
        first_words=frozenset(first),
        folded=frozenset({name_digest("salt", folded)}),
        exact=frozenset({name_digest("salt", exact)}),
        in_group={"harbour": frozenset({name_digest("salt", in_one_group)})},
    )


@pytest.mark.parametrize(
    ("text", "group", "left"),
    [
        ("said the CAFÉ of\nQuiet's head", "hills", ["CAFÉ of Quiet"]),
        ("The Lantern said", "hills", ["Lantern"]),
        ("by the light of a lantern", "hills", []),
        ("Anchor said", "harbour", ["Anchor"]),
        ("Anchor said", "hills", []),
    ],
)
def test_a_left_over_name_is_found_in_any_spelling_that_is_no_ordinary_word(
    text: str, group: str, left: list[str]
) -> None:
    folded = " ".join(map(folded_word, words("Café of Quiet")))
    assert list(names_that_hide(folded, "Lantern", "Anchor").left_in(text, group)) == left
