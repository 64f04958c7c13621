"""The console script `factledger`. docs/commands.md documents every command and option."""

from flows.cli.app import main

__all__ = ["main"]
