"""From claims to facts and conflicts, bucket by bucket, so that a change touches only what it bears on."""

from pipeline.comparing.reconcile.all_pairs import compare_all
from pipeline.comparing.reconcile.keys import BucketKey, bucket_keys, key_in_parts
from pipeline.comparing.reconcile.measure import Findings
from pipeline.comparing.reconcile.reconciler import Reconciled, find_in_buckets, reconcile
from pipeline.comparing.reconcile.regrouping import Regrouping

__all__ = [
    "BucketKey",
    "Findings",
    "Reconciled",
    "Regrouping",
    "bucket_keys",
    "compare_all",
    "find_in_buckets",
    "key_in_parts",
    "reconcile",
]
