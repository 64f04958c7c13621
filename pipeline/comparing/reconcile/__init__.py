"""From claims to facts and conflicts, bucket by bucket, so that a change touches only what it bears on."""

from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.reconcile.all_pairs import compare_all
from pipeline.comparing.reconcile.filing import bucket_keys, figure_key, key_in_parts
from pipeline.comparing.reconcile.keys import BucketKey, DocumentKey, FactKey, FigureKey
from pipeline.comparing.reconcile.linkage import Homes
from pipeline.comparing.reconcile.measure import Findings
from pipeline.comparing.reconcile.reconciler import Reconciled, find_homes, find_in_buckets, reconcile
from pipeline.comparing.reconcile.regrouping import Regrouping
from pipeline.comparing.reconcile.scope import Pairs, Partners, Scope, no_bucket
from pipeline.comparing.reconcile.shards import Sharding, contested, deal_out, file_documents

__all__ = [
    "BlockKey",
    "BucketKey",
    "DocumentKey",
    "FactKey",
    "FigureKey",
    "Findings",
    "Homes",
    "Pairs",
    "Partners",
    "Reconciled",
    "Regrouping",
    "Scope",
    "Sharding",
    "bucket_keys",
    "compare_all",
    "contested",
    "deal_out",
    "figure_key",
    "file_documents",
    "find_homes",
    "find_in_buckets",
    "key_in_parts",
    "no_bucket",
    "reconcile",
]
