"""The review application: where an analyst decides about conflicts."""

from outputs.review.app import create_app, new_token
from outputs.review.serve import ServeError, serve

__all__ = ["ServeError", "create_app", "new_token", "serve"]
