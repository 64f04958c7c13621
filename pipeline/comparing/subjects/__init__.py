"""What is counted: heads, populations, roles, topics and qualifiers of a noun phrase, and how two of them relate."""

from pipeline.comparing.subjects.reading import SubjectReading, read_subject, settings_in, topics_in
from pipeline.comparing.subjects.relation import SubjectRelation, relate, relate_topics

__all__ = [
    "SubjectReading",
    "SubjectRelation",
    "read_subject",
    "relate",
    "relate_topics",
    "settings_in",
    "topics_in",
]
