-- The theme that a survey was published with, and the file of its logo. Like the report, neither is part of the version's
-- name. A program from before these columns publishes without them.
ALTER TABLE questionnaire_versions ADD COLUMN theme jsonb, ADD COLUMN logo bytea;
