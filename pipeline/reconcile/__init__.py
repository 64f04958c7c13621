"""From claims to facts and conflicts, bucket by bucket, so that a change touches only what it bears on."""

from pipeline.reconcile.keys import bucket_keys
from pipeline.reconcile.reconciler import Reconciled, Reconciler, reconcile
from pipeline.reconcile.table import facts_table

__all__ = ["Reconciled", "Reconciler", "bucket_keys", "facts_table", "reconcile"]
