DROP TABLE refused_consents, arm_counters;
ALTER TABLE responses DROP COLUMN arms, DROP COLUMN consents;
ALTER TABLE drafts DROP COLUMN arms, DROP COLUMN consents;
