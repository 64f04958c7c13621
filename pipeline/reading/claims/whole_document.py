"""What only the whole document tells: its event's date, and figures that a headline and the text both give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.claims.dating import NO_PERIOD, Dated
from pipeline.reading.claims.draft import same_figure
from pipeline.reading.claims.surroundings import Filled
from pipeline.records.settings import ClaimSettings


def with_the_event(filled: Sequence[Filled], settings: ClaimSettings) -> list[Filled]:
    """A document about one event gives its date to the counts that name none."""
    undated = {"period:none", "period:carried"}
    own = [f.dated.span for f in filled if f.draft.kind == "total" and f.dated.rule not in undated]
    spans = Counter(span for span in own if span[0] and span[1])
    if not spans:
        return list(filled)
    finest = max(len(str(span[0])) for span in spans)
    common, times = Counter({s: n for s, n in spans.items() if len(str(s[0])) == finest}).most_common(1)[0]
    if finest == len("2019") and (times < settings.event_times or times < settings.event_share * spans.total()):
        return list(filled)
    event = Dated(*common, "period:event")
    kinds = {"total", "share"} if finest == len("2019-06-17") else {"total"}
    return [replace(f, dated=event) if f.draft.kind in kinds and _falls_in(f.dated, event) else f for f in filled]


def _falls_in(dated: Dated, event: Dated) -> bool:
    """Whether the event's date says more of the same time than what was carried."""
    if dated.span == NO_PERIOD:
        return True
    carried = dated.rule in {"period:carried", "period:paragraph"} and dated.start == dated.end
    return carried and len(dated.start or "") < len(event.start or "") and str(event.start).startswith(str(dated.start))


def with_repeats(filled: Sequence[Filled]) -> list[Filled]:
    """A headline's figure has the period, place and measure of the sentence that tells it again."""
    done: list[Filled] = []
    for i, one in enumerate(filled):
        if one.draft.read.passage.block.kind == "heading":
            again = next((f for f in filled[i + 1 :] if _tells_again(one, f)), None)
            if again is not None:
                draft = one.draft
                if draft.measure == "other" or draft.cost >= 4:
                    told = again.draft
                    draft = replace(draft, measure=told.measure, kind=told.kind, direction=told.direction)
                one = replace(
                    one,
                    draft=draft,
                    dated=again.dated if one.dated.span == NO_PERIOD else one.dated,
                    placed=again.placed if one.placed.name is None else one.placed,
                    subject=one.subject or again.subject,
                )
        done.append(one)
    return done


def _tells_again(one: Filled, other: Filled) -> bool:
    nouns = {one.draft.noun, other.draft.noun}
    return same_figure(one.draft, other.draft) and (len(nouns) == 1 or None in nouns)
