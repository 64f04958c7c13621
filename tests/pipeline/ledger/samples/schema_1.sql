BEGIN TRANSACTION;
CREATE TABLE claim_history (
	n INTEGER NOT NULL, 
	claim VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	replaced_at VARCHAR NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_claim_history PRIMARY KEY (n), 
	CONSTRAINT fk_claim_history_claim FOREIGN KEY(claim) REFERENCES claims (id), 
	CONSTRAINT fk_claim_history_version FOREIGN KEY(version) REFERENCES versions (id)
);
CREATE TABLE claims (
	id VARCHAR NOT NULL, 
	doc VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	measure VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	place VARCHAR, 
	value FLOAT, 
	low FLOAT, 
	high FLOAT, 
	start VARCHAR, 
	"end" VARCHAR, 
	evidence VARCHAR NOT NULL, 
	first_run INTEGER NOT NULL, 
	withdrawn_at VARCHAR, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (id), 
	CONSTRAINT fk_claims_doc FOREIGN KEY(doc) REFERENCES sources (id), 
	CONSTRAINT fk_claims_version FOREIGN KEY(version) REFERENCES versions (id), 
	CONSTRAINT fk_claims_first_run FOREIGN KEY(first_run) REFERENCES runs (id)
);
INSERT INTO "claims" VALUES('79b885e75b24','ferry',1,0,'rescued','count','total','Portugal',412.0,NULL,NULL,'2019','2019','7a44a2fac74f',1,NULL,'{"id":"79b885e75b24","doc":"ferry","quote":"In 2019, 412 passengers were rescued from stranded ferries in Portugal.","number":"412","value":412.0,"low":null,"high":null,"bound":"exact","unit":"count","measure":"rescued","subject":"passengers","part":null,"kind":"total","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":null,"headings":["Ferry crossings in Marlow Bay"],"block_kind":"paragraph","reading":["measure:verb","count:noun","period:in","place:own"],"confidence":0.97,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":1,"start":0,"end":71,"number_start":9,"number_end":12,"path":null,"page":null,"box":null},"by_ocr":false}');
INSERT INTO "claims" VALUES('111b4212fb13','ferry',1,1,'arrested','count','total','Portugal',19.0,NULL,NULL,'2019','2019','421c3d324423',1,NULL,'{"id":"111b4212fb13","doc":"ferry","quote":"The harbour police arrested 19 smugglers in 2019.","number":"19","value":19.0,"low":null,"high":null,"bound":"exact","unit":"count","measure":"arrested","subject":"smugglers","part":null,"kind":"total","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":null,"headings":["Ferry crossings in Marlow Bay"],"block_kind":"paragraph","reading":["measure:verb","count:noun","period:in","place:document"],"confidence":0.94,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":2,"start":0,"end":49,"number_start":28,"number_end":30,"path":null,"page":null,"box":null},"by_ocr":false}');
INSERT INTO "claims" VALUES('76838e0c1102','coast',2,0,'rescued','count','total','Portugal',437.0,NULL,NULL,'2019','2019','ecf2bfa16e7d',1,NULL,'{"id":"76838e0c1102","doc":"coast","quote":"In 2019, 437 passengers were rescued from stranded ferries in Portugal.","number":"437","value":437.0,"low":null,"high":null,"bound":"exact","unit":"count","measure":"rescued","subject":"passengers","part":null,"kind":"total","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":null,"headings":["The coast guard''s year"],"block_kind":"paragraph","reading":["measure:verb","count:noun","period:in","place:own"],"confidence":0.97,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":1,"start":0,"end":71,"number_start":9,"number_end":12,"path":null,"page":null,"box":null},"by_ocr":false}');
INSERT INTO "claims" VALUES('d58dbf0a5940','coast',2,1,'arrested','count','total','Portugal',25.0,NULL,NULL,'2019','2019','931baebb06c8',1,NULL,'{"id":"d58dbf0a5940","doc":"coast","quote":"At least 25 smugglers were arrested in Portugal in 2019.","number":"25","value":25.0,"low":null,"high":null,"bound":"min","unit":"count","measure":"arrested","subject":"smugglers","part":null,"kind":"total","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":"At least","headings":["The coast guard''s year"],"block_kind":"paragraph","reading":["measure:verb","count:noun","period:in","place:own"],"confidence":0.97,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":2,"start":0,"end":56,"number_start":9,"number_end":11,"path":null,"page":null,"box":null},"by_ocr":false}');
INSERT INTO "claims" VALUES('a38b7500d200','coast',2,2,'other','percent','share','Portugal',60.0,NULL,NULL,'2019','2019','aeacb3f1e1cb',1,NULL,'{"id":"a38b7500d200","doc":"coast","quote":"About 60% of the ferries had too few life jackets.","number":"60%","value":60.0,"low":null,"high":null,"bound":"about","unit":"percent","measure":"other","subject":"ferries","part":"had too few life jackets","kind":"share","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":"About","headings":["The coast guard''s year"],"block_kind":"paragraph","reading":["share:other","share:whole","period:paragraph","place:carried"],"confidence":0.47,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":2,"start":57,"end":107,"number_start":63,"number_end":66,"path":null,"page":null,"box":null},"by_ocr":false}');
INSERT INTO "claims" VALUES('4901f4170855','union',3,0,'rescued','count','total','Portugal',400.0,NULL,NULL,'2019','2019','c92efab2b79a',1,NULL,'{"id":"4901f4170855","doc":"union","quote":"More than 400 passengers were rescued from stranded ferries in Portugal in 2019.","number":"400","value":400.0,"low":null,"high":null,"bound":"min","unit":"count","measure":"rescued","subject":"passengers","part":null,"kind":"total","direction":null,"start":"2019","end":"2019","place":"Portugal","attributed_to":null,"modifier":"More than","headings":["What the seamen''s union counts"],"block_kind":"paragraph","reading":["measure:verb","count:noun","period:in","place:own"],"confidence":0.97,"document":{"url":null,"publisher":null,"title":null,"published":null,"retrieved":null,"snapshot":null,"licence":null,"place":null},"locator":{"block":1,"start":0,"end":80,"number_start":10,"number_end":13,"path":null,"page":null,"box":null},"by_ocr":false}');
CREATE TABLE conflict_claims (
	"conflict" VARCHAR NOT NULL, 
	claim VARCHAR NOT NULL, 
	side INTEGER NOT NULL, 
	CONSTRAINT pk_conflict_claims PRIMARY KEY ("conflict", claim), 
	CONSTRAINT fk_conflict_claims_conflict FOREIGN KEY("conflict") REFERENCES conflicts (id), 
	CONSTRAINT fk_conflict_claims_claim FOREIGN KEY(claim) REFERENCES claims (id)
);
INSERT INTO "conflict_claims" VALUES('3a84daabbeca','111b4212fb13',0);
INSERT INTO "conflict_claims" VALUES('3a84daabbeca','d58dbf0a5940',1);
INSERT INTO "conflict_claims" VALUES('3b14b28beb44','79b885e75b24',0);
INSERT INTO "conflict_claims" VALUES('3b14b28beb44','76838e0c1102',1);
CREATE TABLE conflict_facts (
	"conflict" VARCHAR NOT NULL, 
	fact VARCHAR NOT NULL, 
	CONSTRAINT pk_conflict_facts PRIMARY KEY ("conflict", fact), 
	CONSTRAINT fk_conflict_facts_conflict FOREIGN KEY("conflict") REFERENCES conflicts (id)
);
INSERT INTO "conflict_facts" VALUES('3a84daabbeca','90de291b5383');
INSERT INTO "conflict_facts" VALUES('3b14b28beb44','f94fed14e1d6');
CREATE TABLE conflicts (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	record TEXT NOT NULL, 
	first_run INTEGER NOT NULL, 
	withdrawn_at VARCHAR, 
	CONSTRAINT pk_conflicts PRIMARY KEY (id), 
	CONSTRAINT fk_conflicts_first_run FOREIGN KEY(first_run) REFERENCES runs (id)
);
INSERT INTO "conflicts" VALUES('3a84daabbeca','conflict','medium',0.2314,'{"id":"3a84daabbeca","kind":"conflict","sides":[["111b4212fb13"],["d58dbf0a5940"]],"facts":["90de291b5383"],"severity":"medium","status":"open","explanation":"Ferry Watch (2020): 19; Coast Guard (2020): at least 25. Both: smugglers arrested, in Portugal; 2019. 19 stands for 19, at least 25 stands for 25 or more: they do not meet (×1.3).","verdicts":[{"a":"111b4212fb13","b":["d58dbf0a5940"],"verdict":"conflict","rule":"value","arithmetic":"19 stands for 19; at least 25 stands for 25 or more: they do not meet (×1.3)","explanation":"","notes":[]}],"score":0.2314}',1,NULL);
INSERT INTO "conflicts" VALUES('3b14b28beb44','conflict','low',0.1782,'{"id":"3b14b28beb44","kind":"conflict","sides":[["79b885e75b24"],["76838e0c1102"]],"facts":["f94fed14e1d6"],"severity":"low","status":"open","explanation":"Coast Guard (2020): 437; Ferry Watch (2020): 412. Both: passengers rescued, in Portugal; 2019. 437 stands for 437, 412 stands for 412: they do not meet (×1.0607).","verdicts":[{"a":"76838e0c1102","b":["79b885e75b24"],"verdict":"conflict","rule":"value","arithmetic":"437 stands for 437; 412 stands for 412: they do not meet (×1.0607)","explanation":"","notes":[]}],"score":0.1782}',1,NULL);
CREATE TABLE decisions (
	n INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (n), 
	CONSTRAINT uq_decisions_target_after UNIQUE (target, "after"), 
	CONSTRAINT uq_decisions_id UNIQUE (id)
);
INSERT INTO "decisions" VALUES(1,'ab3298f0e9d4','3a84daabbeca','','{"id":"ab3298f0e9d4","target":"3a84daabbeca","decision":"right","person":"Ana","at":"2026-11-26T15:34:28Z","note":"The coast guard counts them all.","claims":["d58dbf0a5940"],"side":1,"differs":null,"field":null,"value":null,"evidence":[["111b4212fb13","421c3d324423"],["d58dbf0a5940","931baebb06c8"]],"seen":[["111b4212fb13","{\"bound\": \"exact\", \"doc\": \"ferry\", \"high\": null, \"low\": null, \"number\": \"19\", \"unit\": \"count\", \"url\": \"https://ferry.example/\", \"value\": 19.0}"],["d58dbf0a5940","{\"bound\": \"min\", \"doc\": \"coast\", \"high\": null, \"low\": null, \"number\": \"25\", \"unit\": \"count\", \"url\": \"https://coast.example/\", \"value\": 25.0}"]]}');
INSERT INTO "decisions" VALUES(2,'110976cc055b','bcbc5cb751ae','','{"id":"110976cc055b","target":"bcbc5cb751ae","decision":"accept","person":"Ana","at":"2026-11-26T15:34:29Z","note":"","claims":[],"side":null,"differs":null,"field":null,"value":null,"evidence":[["a38b7500d200","aeacb3f1e1cb"]],"seen":[["a38b7500d200","{\"bound\": \"about\", \"doc\": \"coast\", \"high\": null, \"low\": null, \"number\": \"60%\", \"unit\": \"percent\", \"url\": \"https://coast.example/\", \"value\": 60.0}"]]}');
CREATE TABLE documents (
	doc VARCHAR NOT NULL, 
	version INTEGER, 
	failed INTEGER, 
	CONSTRAINT pk_documents PRIMARY KEY (doc), 
	CONSTRAINT fk_documents_doc FOREIGN KEY(doc) REFERENCES sources (id), 
	CONSTRAINT fk_documents_version FOREIGN KEY(version) REFERENCES versions (id), 
	CONSTRAINT fk_documents_failed FOREIGN KEY(failed) REFERENCES versions (id)
);
INSERT INTO "documents" VALUES('ferry',1,NULL);
INSERT INTO "documents" VALUES('coast',2,NULL);
INSERT INTO "documents" VALUES('union',3,NULL);
CREATE TABLE fact_claims (
	fact VARCHAR NOT NULL, 
	claim VARCHAR NOT NULL, 
	CONSTRAINT pk_fact_claims PRIMARY KEY (fact, claim), 
	CONSTRAINT fk_fact_claims_fact FOREIGN KEY(fact) REFERENCES facts (id), 
	CONSTRAINT fk_fact_claims_claim FOREIGN KEY(claim) REFERENCES claims (id)
);
INSERT INTO "fact_claims" VALUES('90de291b5383','111b4212fb13');
INSERT INTO "fact_claims" VALUES('90de291b5383','d58dbf0a5940');
INSERT INTO "fact_claims" VALUES('bcbc5cb751ae','a38b7500d200');
INSERT INTO "fact_claims" VALUES('f94fed14e1d6','4901f4170855');
INSERT INTO "fact_claims" VALUES('f94fed14e1d6','76838e0c1102');
INSERT INTO "fact_claims" VALUES('f94fed14e1d6','79b885e75b24');
CREATE TABLE facts (
	id VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	place VARCHAR, 
	until VARCHAR, 
	unit VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	record TEXT NOT NULL, 
	first_run INTEGER NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY (id), 
	CONSTRAINT fk_facts_first_run FOREIGN KEY(first_run) REFERENCES runs (id)
);
INSERT INTO "facts" VALUES('90de291b5383','arrested','smugglers','Portugal','2019','count','total','open','{"id":"90de291b5383","measure":"arrested","subject":"smugglers","part":null,"unit":"count","kind":"total","direction":null,"place":"Portugal","start":"2019","end":"2019","low":19.0,"high":25.0,"values":[{"text":"19","low":19.0,"high":19.0,"claims":["111b4212fb13"],"docs":["ferry"],"witnesses":1},{"text":"at least 25","low":25.0,"high":null,"claims":["d58dbf0a5940"],"docs":["coast"],"witnesses":1}],"claims":["111b4212fb13","d58dbf0a5940"],"witnesses":2,"status":"open","conflicts":["3a84daabbeca"]}',1);
INSERT INTO "facts" VALUES('bcbc5cb751ae','other','ferries','Portugal','2019','percent','share','single','{"id":"bcbc5cb751ae","measure":"other","subject":"ferries","part":"had too few life jackets","unit":"percent","kind":"share","direction":null,"place":"Portugal","start":"2019","end":"2019","low":60.0,"high":60.0,"values":[{"text":"about 60%","low":55.0,"high":65.0,"claims":["a38b7500d200"],"docs":["coast"],"witnesses":1}],"claims":["a38b7500d200"],"witnesses":1,"status":"single","conflicts":[]}',1);
INSERT INTO "facts" VALUES('f94fed14e1d6','rescued','passengers','Portugal','2019','count','total','open','{"id":"f94fed14e1d6","measure":"rescued","subject":"passengers","part":null,"unit":"count","kind":"total","direction":null,"place":"Portugal","start":"2019","end":"2019","low":400.0,"high":437.0,"values":[{"text":"more than 400","low":400.0,"high":null,"claims":["4901f4170855"],"docs":["union"],"witnesses":1},{"text":"412","low":412.0,"high":412.0,"claims":["79b885e75b24"],"docs":["ferry"],"witnesses":1},{"text":"437","low":437.0,"high":437.0,"claims":["76838e0c1102"],"docs":["coast"],"witnesses":1}],"claims":["4901f4170855","76838e0c1102","79b885e75b24"],"witnesses":2,"status":"open","conflicts":["3b14b28beb44"]}',1);
CREATE TABLE fetches (
	id INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	sha256 VARCHAR, 
	media_type VARCHAR, 
	final_url VARCHAR, 
	kind VARCHAR, 
	reason TEXT, 
	remedy TEXT, 
	CONSTRAINT pk_fetches PRIMARY KEY (id), 
	CONSTRAINT fk_fetches_run FOREIGN KEY(run) REFERENCES runs (id), 
	CONSTRAINT fk_fetches_source FOREIGN KEY(source) REFERENCES sources (id)
);
INSERT INTO "fetches" VALUES(1,1,'ferry','2026-11-26T15:34:08Z','new','984860468e343aca72d453e1d9696c54c2f377f2c1f762f1f97cda9203d8debe','text/plain','file:///ferries/docs/ferry.txt',NULL,NULL,NULL);
INSERT INTO "fetches" VALUES(2,1,'coast','2026-11-26T15:34:08Z','new','3808ab6e7f667ab9299b927c53d842204443f7191f7142b35f98022f7d716382','text/plain','file:///ferries/docs/coast.txt',NULL,NULL,NULL);
INSERT INTO "fetches" VALUES(3,1,'union','2026-11-26T15:34:08Z','new','95557ef0f56481fc26515ade38fe09cbca1fad0b96ea5f41ebe52193faad71c2','text/plain','file:///ferries/docs/union.txt',NULL,NULL,NULL);
CREATE TABLE forgotten (
	n INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	url VARCHAR, 
	at VARCHAR NOT NULL, 
	why TEXT NOT NULL, 
	claims INTEGER NOT NULL, 
	lifted INTEGER NOT NULL, 
	CONSTRAINT pk_forgotten PRIMARY KEY (n)
);
CREATE TABLE lists (
	name VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	packs TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_lists PRIMARY KEY (name)
);
INSERT INTO "lists" VALUES('Ferries','/ferries/list.yaml','[]',0);
CREATE TABLE reconciled (
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	run INTEGER NOT NULL, 
	CONSTRAINT pk_reconciled PRIMARY KEY (name), 
	CONSTRAINT fk_reconciled_run FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "reconciled" VALUES('all','eb7e4b392ec2b9bba52d580737b9c33dbe1fbc18cc0f9f72ddbc2c24eb1d2b9f',1);
CREATE TABLE releases (
	id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	directory VARCHAR NOT NULL, 
	manifest TEXT NOT NULL, 
	CONSTRAINT pk_releases PRIMARY KEY (id)
);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	lists TEXT NOT NULL, 
	started_at VARCHAR NOT NULL, 
	finished_at VARCHAR, 
	summary TEXT NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'["Ferries"]','2026-11-26T15:34:07Z','2026-11-26T15:34:08Z','{"agreed":0,"changed":true,"claims":6,"claims_before":0,"conflicts":2,"facts":3,"failed":[],"new_conflicts":2,"read":["ferry","coast","union"],"retired":[],"sources":3,"unchanged":0,"unread":[]}');
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT pk_schema_version PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'2026-11-26T15:34:03Z');
CREATE TABLE sources (
	id VARCHAR NOT NULL, 
	list VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	retired_at VARCHAR, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT fk_sources_list FOREIGN KEY(list) REFERENCES lists (name)
);
INSERT INTO "sources" VALUES('ferry','Ferries',0,'{"id":"ferry","url":"https://ferry.example/","path":"/ferries/docs/ferry.txt","publisher":"Ferry Watch","title":null,"published":"2020-02-01","licence":null,"place":null,"list_name":"Ferries","line":3}',NULL);
INSERT INTO "sources" VALUES('coast','Ferries',1,'{"id":"coast","url":"https://coast.example/","path":"/ferries/docs/coast.txt","publisher":"Coast Guard","title":null,"published":"2020-03-01","licence":null,"place":null,"list_name":"Ferries","line":4}',NULL);
INSERT INTO "sources" VALUES('union','Ferries',2,'{"id":"union","url":"https://union.example/","path":"/ferries/docs/union.txt","publisher":"Seamen''s Union","title":null,"published":"2020-04-01","licence":null,"place":null,"list_name":"Ferries","line":5}',NULL);
CREATE TABLE validators (
	source VARCHAR NOT NULL, 
	etag VARCHAR, 
	last_modified VARCHAR, 
	sha256 VARCHAR, 
	CONSTRAINT pk_validators PRIMARY KEY (source), 
	CONSTRAINT fk_validators_source FOREIGN KEY(source) REFERENCES sources (id)
);
INSERT INTO "validators" VALUES('ferry',NULL,NULL,'984860468e343aca72d453e1d9696c54c2f377f2c1f762f1f97cda9203d8debe');
INSERT INTO "validators" VALUES('coast',NULL,NULL,'3808ab6e7f667ab9299b927c53d842204443f7191f7142b35f98022f7d716382');
INSERT INTO "validators" VALUES('union',NULL,NULL,'95557ef0f56481fc26515ade38fe09cbca1fad0b96ea5f41ebe52193faad71c2');
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	doc VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	run INTEGER NOT NULL, 
	read_at VARCHAR NOT NULL, 
	context TEXT, 
	reading TEXT, 
	claims_digest VARCHAR, 
	kind VARCHAR, 
	reason TEXT, 
	remedy TEXT, 
	CONSTRAINT pk_versions PRIMARY KEY (id), 
	CONSTRAINT uq_versions_doc_sha256_stage UNIQUE (doc, sha256, stage), 
	CONSTRAINT fk_versions_doc FOREIGN KEY(doc) REFERENCES sources (id), 
	CONSTRAINT fk_versions_run FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "versions" VALUES(1,'ferry','984860468e343aca72d453e1d9696c54c2f377f2c1f762f1f97cda9203d8debe','333ed8169c88',1,'2026-11-26T15:34:08Z','{"url":"https://ferry.example/","publisher":"Ferry Watch","title":null,"published":"2020-02-01","retrieved":"2026-11-26T15:34:08Z","snapshot":"984860468e343aca72d453e1d9696c54c2f377f2c1f762f1f97cda9203d8debe","licence":null,"place":null}','{"blocks":[{"n":0,"kind":"heading","text":"Ferry crossings in Marlow Bay","kept":true,"label":"content","why":"","headings":[],"place":{"path":null,"page":null,"box":null,"line":1},"cells":[],"by_ocr":false},{"n":1,"kind":"paragraph","text":"In 2019, 412 passengers were rescued from stranded ferries in Portugal.","kept":true,"label":"content","why":"","headings":["Ferry crossings in Marlow Bay"],"place":{"path":null,"page":null,"box":null,"line":3},"cells":[],"by_ocr":false},{"n":2,"kind":"paragraph","text":"The harbour police arrested 19 smugglers in 2019.","kept":true,"label":"content","why":"","headings":["Ferry crossings in Marlow Bay"],"place":{"path":null,"page":null,"box":null,"line":5},"cells":[],"by_ocr":false}],"metadata":{"title":null,"publisher":null,"published":null,"modified":null,"canonical_url":null,"language":null},"kind":"text","notes":[]}','8fd94a374cdb268e1ff3bc4b554475150890b00eea7b9c441e0b271d4f634bb8',NULL,NULL,NULL);
INSERT INTO "versions" VALUES(2,'coast','3808ab6e7f667ab9299b927c53d842204443f7191f7142b35f98022f7d716382','67a63697740c',1,'2026-11-26T15:34:08Z','{"url":"https://coast.example/","publisher":"Coast Guard","title":null,"published":"2020-03-01","retrieved":"2026-11-26T15:34:08Z","snapshot":"3808ab6e7f667ab9299b927c53d842204443f7191f7142b35f98022f7d716382","licence":null,"place":null}','{"blocks":[{"n":0,"kind":"heading","text":"The coast guard''s year","kept":true,"label":"content","why":"","headings":[],"place":{"path":null,"page":null,"box":null,"line":1},"cells":[],"by_ocr":false},{"n":1,"kind":"paragraph","text":"In 2019, 437 passengers were rescued from stranded ferries in Portugal.","kept":true,"label":"content","why":"","headings":["The coast guard''s year"],"place":{"path":null,"page":null,"box":null,"line":3},"cells":[],"by_ocr":false},{"n":2,"kind":"paragraph","text":"At least 25 smugglers were arrested in Portugal in 2019. About 60% of the ferries had too few life jackets.","kept":true,"label":"content","why":"","headings":["The coast guard''s year"],"place":{"path":null,"page":null,"box":null,"line":5},"cells":[],"by_ocr":false}],"metadata":{"title":null,"publisher":null,"published":null,"modified":null,"canonical_url":null,"language":null},"kind":"text","notes":[]}','6317d46baceaaf830ea372113759533c743965cc127b0f1edc27b82f578dbfda',NULL,NULL,NULL);
INSERT INTO "versions" VALUES(3,'union','95557ef0f56481fc26515ade38fe09cbca1fad0b96ea5f41ebe52193faad71c2','8b6838b570ad',1,'2026-11-26T15:34:08Z','{"url":"https://union.example/","publisher":"Seamen''s Union","title":null,"published":"2020-04-01","retrieved":"2026-11-26T15:34:08Z","snapshot":"95557ef0f56481fc26515ade38fe09cbca1fad0b96ea5f41ebe52193faad71c2","licence":null,"place":null}','{"blocks":[{"n":0,"kind":"heading","text":"What the seamen''s union counts","kept":true,"label":"content","why":"","headings":[],"place":{"path":null,"page":null,"box":null,"line":1},"cells":[],"by_ocr":false},{"n":1,"kind":"paragraph","text":"More than 400 passengers were rescued from stranded ferries in Portugal in 2019.","kept":true,"label":"content","why":"","headings":["What the seamen''s union counts"],"place":{"path":null,"page":null,"box":null,"line":3},"cells":[],"by_ocr":false}],"metadata":{"title":null,"publisher":null,"published":null,"modified":null,"canonical_url":null,"language":null},"kind":"text","notes":[]}','5693cd9f6dfbc10a910661f3b19e11a250e602811d6634c2c4dbd90fbcf2064c',NULL,NULL,NULL);
CREATE INDEX ix_forgotten_source ON forgotten (source);
CREATE INDEX ix_sources_list ON sources (list);
CREATE INDEX ix_facts_place ON facts (place);
CREATE INDEX ix_facts_measure ON facts (measure);
CREATE INDEX ix_facts_status ON facts (status);
CREATE INDEX ix_conflicts_first_run ON conflicts (first_run);
CREATE INDEX ix_fetches_source ON fetches (source);
CREATE INDEX ix_conflict_facts_fact ON conflict_facts (fact);
CREATE INDEX ix_claims_measure ON claims (measure);
CREATE INDEX ix_claims_doc_position ON claims (doc, position);
CREATE INDEX ix_claims_place ON claims (place);
CREATE INDEX ix_claim_history_claim ON claim_history (claim);
CREATE INDEX ix_fact_claims_claim ON fact_claims (claim);
CREATE INDEX ix_conflict_claims_claim ON conflict_claims (claim);
COMMIT;
