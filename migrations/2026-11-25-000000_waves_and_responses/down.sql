DROP TABLE settings, api_keys, erasures, drafts, response_revisions, responses, waves, questionnaire_versions CASCADE;
DROP FUNCTION canvass_stamp_feed();
