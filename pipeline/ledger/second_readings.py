"""What a second reader answered, by the question's key."""

from __future__ import annotations

from sqlalchemy import insert, select

from pipeline.ledger.part import Part
from pipeline.ledger.schema import second_readings


class SecondReadings(Part):
    """The answers of second readers, so that no question is asked twice."""

    def answer(self, question: str) -> str | None:
        """The answer to the question of this key; None where it was not asked yet."""
        query = select(second_readings.c.answer).where(second_readings.c.question == question)
        with self._read() as connection:
            return connection.execute(query).scalar()

    def put(self, question: str, model: str, answer: str, at: str) -> None:
        """Keeps a model's answer to a question."""
        with self._write() as connection:
            connection.execute(insert(second_readings).values(question=question, model=model, answer=answer, at=at))
