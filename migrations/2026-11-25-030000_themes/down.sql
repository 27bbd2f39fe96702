ALTER TABLE questionnaire_versions DROP COLUMN theme, DROP COLUMN logo;
