CREATE INDEX erasures_wave_id ON erasures (wave_id);
DROP INDEX erasures_feed;
