-- Every look at a wave's feed asks for the erasures since the last one.
CREATE INDEX erasures_feed ON erasures (wave_id, feed_xid);
DROP INDEX erasures_wave_id;
