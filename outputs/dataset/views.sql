CREATE VIEW vetted_facts AS
  SELECT * FROM facts WHERE vetted = 1 ORDER BY measure, subject, place, first_day;

CREATE VIEW facts_with_sources AS
  SELECT facts.id AS fact, facts.measure, facts.subject, facts.place, facts.period_start, facts.period_end, facts.status,
         claims.status AS claim_status, claims.number, claims.value, claims.low, claims.high, claims.unit,
         sources.publisher, sources.published, claims.quote, claims.link, claims.id AS claim
  FROM facts JOIN claims ON claims.fact = facts.id JOIN sources ON sources.id = claims.source
  ORDER BY facts.id, sources.published, claims.id;

CREATE VIEW decided_conflicts AS
  SELECT conflicts.id AS conflict, conflicts.kind, conflicts.severity, conflicts.explanation,
         decisions.decision, decisions.person, decisions.decided_at, decisions.note, decisions.differs
  FROM conflicts JOIN decisions ON decisions.id = conflicts.decision
  WHERE conflicts.status = 'settled' ORDER BY decisions.decided_at, conflicts.id;

CREATE VIEW corrected_claims AS
  SELECT corrections.claim, corrections.field, corrections.original, corrections.corrected,
         claims.quote, decisions.person, decisions.decided_at, decisions.note
  FROM corrections JOIN claims ON claims.id = corrections.claim JOIN decisions ON decisions.id = corrections.decision
  ORDER BY decisions.decided_at, corrections.claim;

CREATE VIEW figures_over_time AS
  SELECT measure, subject, part, unit, kind, place, first_day, last_day, as_of, bound, low, high, says, status, vetted, id AS fact
  FROM facts WHERE kind IN ('total', 'level') ORDER BY measure, subject, part, unit, kind, place, coalesce(last_day, as_of);

CREATE VIRTUAL TABLE claims_fts USING fts5(quote, subject, place, content="claims");

INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
