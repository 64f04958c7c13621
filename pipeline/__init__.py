import os

# Before numpy is loaded: threads of its linear algebra cost more than they save with matrices as small as a sentence's,
# and runs have processes of their own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
