"""The dataset: facts and claims with their evidence, as files that others can trust."""

from outputs.dataset.export import Exported, ExportError, export

__all__ = ["ExportError", "Exported", "export"]
