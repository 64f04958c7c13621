"""What is proposed to the judge: all that it flags, and little else."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.comparing.gates import NormalisedClaim, normalise
from pipeline.comparing.pairs.blocks import block_key
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.judge import Rules, contradictions
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.comparing.reconcile.proposals import proposed_pairs
from pipeline.records.model import Candidate, Claim, FieldChoice
from pipeline.records.settings import default_settings
from tests.made_claims import made

SETTINGS = default_settings().compare
RULES = Rules(replace(SETTINGS, unsure_from=0.0), shipped_models())
"""Under which every contradiction is told, however unlikely."""

TIMES = st.sampled_from(
    [
        (None, None),
        ("2015", "2015"),
        ("2015-03", "2015-03"),
        ("2015", None),
        (None, "2016"),
        ("2014", "2016"),
        ("2016", "2017-05"),
        ("2019-05-02", "2019-05-02"),
    ]
)
HESITANT = FieldChoice("period", (Candidate("2015", 0.5), Candidate("2016/2017-05", 0.3), Candidate(None, 0.1)))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start, end = draw(TIMES)
    unit = draw(st.sampled_from(["count", "count", "count", "USD", "EUR"]))
    return made(
        draw(st.sampled_from("abcdef")),
        published=draw(st.sampled_from([None, "2015-06-01", "2016-02", "2019"])),
        publisher=draw(st.sampled_from([None, "Harbour Watch"])),
        value=draw(st.sampled_from([90.0, 100.0, 130.0, 1234.0, 1243.0, 12340.0, 55123.0])),
        bound=draw(st.sampled_from(["exact", "exact", "min", "about", "max"])),
        subject=draw(st.sampled_from(["children", "boys", "victims", "children in mines"])),
        kind=draw(st.sampled_from(["total", "level", "change"])),
        direction=draw(st.sampled_from(["up", "down"])),
        unit=unit,
        measure=draw(st.sampled_from(["rescued", "exploited"])),
        modality=draw(st.sampled_from(["asserted", "asserted", "planned"])),
        attributed_to=draw(st.sampled_from([None, "Harbour Institute"])),
        start=start,
        end=end,
        choices=draw(st.sampled_from([(), (HESITANT,)])),
    )


def flagged(block: list[NormalisedClaim]) -> set[tuple[int, int]]:
    company = Company.of(block)
    pairs = list(combinations(range(len(block)), 2))
    told = contradictions([(block[i], block[j], company) for i, j in pairs], RULES)
    return {pair for pair, verdicts in zip(pairs, told, strict=True) if verdicts}


@settings(max_examples=150)
@example([made("a", value=100.0, bound="min", start=None, end="2016"), made("b", value=90.0, start="2015", end="2015")])
@given(st.lists(claims(), min_size=2, max_size=14))
def test_every_pair_that_the_judge_flags_is_proposed(told: list[Claim]) -> None:
    blocks: dict[object, list[NormalisedClaim]] = {}
    for claim in told:
        norm = normalise(claim, SETTINGS)
        blocks.setdefault(block_key(norm), []).append(norm)
    for block, pairs in zip(blocks.values(), proposed_pairs(blocks.values(), SETTINGS), strict=True):
        assert flagged(block) <= set(pairs)


def test_what_cannot_contradict_is_not_proposed() -> None:
    said = made("a", value=1234.0)
    others = [
        made("b", value=1234.0),
        made("c", value=2000.0, start="2019", end="2019"),
        made("d", value=2000.0, modality="planned"),
        made("e", value=2000.0, subject="women"),
    ]
    block = [normalise(claim, SETTINGS) for claim in (said, *others)]
    (pairs,) = proposed_pairs([block], SETTINGS)
    assert not [pair for pair in pairs if 0 in pair]


def test_a_count_that_has_grown_is_not_proposed_and_one_that_has_fallen_is() -> None:
    counts = [
        made(doc, value=value, start="2012", end=None, published=published)
        for doc, value, published in (
            ("a", 312.0, "2018-01-01"),
            ("b", 412.0, "2019-01-01"),
            ("c", 251.0, "2020-01-01"),
        )
    ]
    (pairs,) = proposed_pairs([[normalise(claim, SETTINGS) for claim in counts]], SETTINGS)
    assert pairs == [(0, 2), (1, 2)]


def test_blocks_of_all_sizes_are_looked_at_together() -> None:
    small = [[made(f"{n}a", value=100.0 + n), made(f"{n}b", value=301.0 + n)] for n in range(30)]
    large = [made(f"doc{n}", value=1001.0 + n, place="Lima") for n in range(SETTINGS.paired_up_to + 1)]
    blocks = [[normalise(claim, SETTINGS) for claim in block] for block in (*small[:15], large, *small[15:])]
    found = list(proposed_pairs(blocks, SETTINGS))
    assert [pairs for n, pairs in enumerate(found) if n != 15] == [[(0, 1)]] * 30
    assert max(sum(n in pair for pair in found[15]) for n in range(len(large))) >= SETTINGS.most_partners
    assert all(i < j for i, j in found[15])
    assert len(found[15]) == len(set(found[15])) < len(large) * (len(large) - 1) / 2
