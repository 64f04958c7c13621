"""Run by the peers' own Python: `peer_worker.py PEER TEXTS.jsonl FOUND.json`. Imports nothing of this project."""

import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)
BOUNDS = {"~": "about", ">": "min", ">=": "min", "<": "max", "<=": "max"}


def load_quantulum3():
    from quantulum3 import parser

    parser.parse("3 miles")

    def read(text):
        for q in parser.parse(text):
            unit = "" if q.unit.name == "dimensionless" else q.unit.name
            if q.uncertainty:
                yield {
                    "value": None,
                    "low": q.value - q.uncertainty,
                    "high": q.value + q.uncertainty,
                    "bound": "range",
                    "unit": unit,
                }
            else:
                yield {"value": q.value, "low": None, "high": None, "bound": "exact", "unit": unit}

    return read


def load_cqe():
    from CQE import CQE

    parser = CQE.CQE(overload=True)

    def read(text):
        for q in parser.parse(text) or []:
            unit = q.unit.norm_unit if q.unit.norm_unit != "-" else ""
            if hasattr(q.value, "lower"):
                yield {"value": None, "low": q.value.lower, "high": q.value.upper, "bound": "range", "unit": unit}
            else:
                bound = BOUNDS.get(q.change.change, "exact")
                yield {"value": q.value.value, "low": None, "high": None, "bound": bound, "unit": unit}

    return read


LOADERS = {"quantulum3": load_quantulum3, "cqe": load_cqe}


def main(peer, texts, target):
    begin = time.process_time()
    read = LOADERS[peer]()
    loaded = time.process_time()
    found = {}
    with open(texts, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    started = time.process_time()
    for row in rows:
        try:
            found[row["id"]] = list(read(row["text"]))
        except Exception as error:  # noqa: BLE001  # a peer's crash on one text is that peer's miss, not the run's end
            print(f"{peer}: {row['id']}: {error!r}", file=sys.stderr)
            found[row["id"]] = []
    result = {"found": found, "load_seconds": loaded - begin, "read_seconds": time.process_time() - started}
    with open(target, "w", encoding="utf-8") as out:
        json.dump(result, out, default=float)


if __name__ == "__main__":
    main(*sys.argv[1:])
