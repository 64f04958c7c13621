"""From claims to facts and conflicts, bucket by bucket, so that a change touches only what it bears on."""

from pipeline.comparing.reconcile.all_pairs import compare_all
from pipeline.comparing.reconcile.keys import BucketKey, bucket_keys
from pipeline.comparing.reconcile.measure import Findings
from pipeline.comparing.reconcile.reconciler import Reconciled, find_in_buckets, reconcile

__all__ = ["BucketKey", "Findings", "Reconciled", "bucket_keys", "compare_all", "find_in_buckets", "reconcile"]
