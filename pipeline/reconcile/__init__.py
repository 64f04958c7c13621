"""From claims to facts and conflicts, bucket by bucket, so that a change touches only what it bears on."""

from pipeline.reconcile.keys import bucket_keys
from pipeline.reconcile.measure import Findings
from pipeline.reconcile.reconciler import Reconciled, find_in_buckets, reconcile
from pipeline.reconcile.table import facts_table

__all__ = ["Findings", "Reconciled", "bucket_keys", "facts_table", "find_in_buckets", "reconcile"]
