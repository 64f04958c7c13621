CREATE VIEW vetted_facts AS
  SELECT * FROM facts WHERE vetted = 1 ORDER BY measure, subject, place, start;

CREATE VIEW facts_with_sources AS
  SELECT facts.id AS fact, facts.measure, facts.subject, facts.place, facts.start, facts."end", facts.status,
         claims.status AS claim_status, claims.number, claims.value, claims.low, claims.high, claims.unit,
         sources.publisher, sources.published, claims.quote, claims.link, claims.id AS claim
  FROM facts JOIN claims ON claims.fact = facts.id JOIN sources ON sources.id = claims.source
  ORDER BY facts.id, sources.published, claims.id;

CREATE VIEW decided_conflicts AS
  SELECT conflicts.id AS conflict, conflicts.kind, conflicts.severity, conflicts.explanation,
         decisions.decision, decisions.person, decisions.at, decisions.note, decisions.differs
  FROM conflicts JOIN decisions ON decisions.id = conflicts.decision
  WHERE conflicts.status = 'settled' ORDER BY decisions.at, conflicts.id;

CREATE VIEW measures AS
  SELECT measure, count(*) AS facts, sum(vetted) AS vetted, sum(status = 'open') AS open, sum(status = 'agreed') AS agreed
  FROM facts GROUP BY measure ORDER BY facts DESC, measure;

CREATE VIEW corrected_claims AS
  SELECT corrections.claim, corrections.field, corrections.original, corrections.corrected,
         claims.quote, decisions.person, decisions.at, decisions.note
  FROM corrections JOIN claims ON claims.id = corrections.claim JOIN decisions ON decisions.id = corrections.decision
  ORDER BY decisions.at, corrections.claim;
