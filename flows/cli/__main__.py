"""`python -m flows.cli` is `factledger`."""

from flows.cli import main

main()
