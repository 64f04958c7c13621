"""Where every fact comes from: W3C PROV as PROV-JSON, from fact to claim to snapshot to source, with who decided.

PROV-JSON serialisation: https://www.w3.org/submissions/prov-json/
"""

from __future__ import annotations

import json
from typing import Any

from outputs.dataset.contents import Contents
from outputs.published_ids import published_id
from pipeline.records.model import digest

_PREFIXES = {
    "fl": "urn:factledger:",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class _Document:
    """A PROV document being filled; relations are numbered by what they relate, so that order does not matter."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, dict[str, Any]]] = {}

    def add(self, part: str, name: str, **attributes: Any) -> str:
        held = self.parts.setdefault(part, {}).setdefault(name, {})
        held.update({key: value for key, value in attributes.items() if value is not None})
        return name

    def relate(self, part: str, **ends: Any) -> None:
        self.parts.setdefault(part, {})[f"_:{digest(part, *ends.items())}"] = {
            f"prov:{end}": value for end, value in ends.items() if value is not None
        }

    def bytes(self) -> bytes:
        """JSON with a line for each thing and each relation."""
        parts = [f'"prefix": {json.dumps(_PREFIXES)}']
        for part, held in sorted(self.parts.items()):
            lines = (f"  {json.dumps(name)}: {json.dumps(held[name], ensure_ascii=False)}" for name in sorted(held))
            parts.append(f'"{part}": {{\n' + ",\n".join(lines) + "\n}")
        return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def provenance(contents: Contents) -> bytes:
    """The chain for every exported fact, claim, correction and decision."""
    document = _Document()
    for claim in contents.original.values():
        _add_claim(document, contents, claim.id)
    for each in contents.corrected.corrections:
        read, right = f"fl:{published_id('claim', each.claim)}", f"fl:{published_id('claim', each.claim)}/corrected"
        document.add("entity", right, **{"prov:type": "fl:CorrectedClaim", f"fl:{each.field}": each.after})
        document.relate("wasDerivedFrom", generatedEntity=right, usedEntity=read, type="prov:Revision")
        document.relate("wasGeneratedBy", entity=right, activity=f"fl:{published_id('decision', each.decision)}")
    corrected = {each.claim for each in contents.corrected.corrections}
    for fact in contents.facts:
        name = document.add("entity", f"fl:{published_id('fact', fact.id)}", **{"prov:type": "fl:Fact"})
        for claim_id in fact.claims:
            if claim_id in contents.original:
                used = f"fl:{published_id('claim', claim_id)}" + ("/corrected" if claim_id in corrected else "")
                document.relate("wasDerivedFrom", generatedEntity=name, usedEntity=used)
        for entry in contents.fact_states[fact.id].decisions:
            document.relate("wasInfluencedBy", influencee=name, influencer=f"fl:{published_id('decision', entry.id)}")
    _add_decisions(document, contents)
    return document.bytes()


def _add_claim(document: _Document, contents: Contents, claim_id: str) -> None:
    claim = contents.original[claim_id]
    source = document.add(
        "entity",
        f"fl:source/{claim.doc}",
        **{"prov:type": "fl:Source", "prov:location": claim.document.url, "dcterms:title": claim.document.title},
    )
    name = document.add(
        "entity",
        f"fl:{published_id('claim', claim.id)}",
        **{"prov:type": "fl:Claim", "fl:number": claim.number, "fl:reading": ", ".join(claim.reading) or None},
    )
    if claim.document.publisher:
        publisher = document.add(
            "agent",
            f"fl:publisher/{digest(claim.document.publisher)}",
            **{"prov:type": "prov:Organization", "prov:label": claim.document.publisher},
        )
        document.relate("wasAttributedTo", entity=source, agent=publisher)
    if claim.document.snapshot:
        snapshot = document.add(
            "entity",
            f"fl:snapshot/{claim.document.snapshot}",
            **{"prov:type": "fl:Snapshot", "prov:generatedAtTime": claim.document.retrieved},
        )
        document.relate("specializationOf", specificEntity=snapshot, generalEntity=source)
        document.relate("wasDerivedFrom", generatedEntity=name, usedEntity=snapshot, type="prov:Quotation")
    else:
        document.relate("wasDerivedFrom", generatedEntity=name, usedEntity=source, type="prov:Quotation")


def _add_decisions(document: _Document, contents: Contents) -> None:
    chosen = {e.id: e for fact in contents.facts for e in contents.fact_states[fact.id].decisions}
    corrections = {each.decision for each in contents.corrected.corrections}
    chosen |= {entry.id: entry for entry in contents.in_force.entries if entry.id in corrections}
    for entry in chosen.values():
        activity = document.add(
            "activity",
            f"fl:{published_id('decision', entry.id)}",
            **{"prov:endTime": entry.at, "fl:decision": entry.decision},
        )
        person = document.add(
            "agent", f"fl:person/{digest(entry.person)}", **{"prov:type": "prov:Person", "prov:label": entry.person}
        )
        document.relate("wasAssociatedWith", activity=activity, agent=person)
        for claim, _ in entry.evidence:
            if claim in contents.original:
                document.relate("used", activity=activity, entity=f"fl:{published_id('claim', claim)}")
