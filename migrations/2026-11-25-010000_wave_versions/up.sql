-- The versions that a wave has asked, in order; `waves.version_id` is the last of them. A program from before this
-- table makes waves without rows here: then the wave's own version is the only one.
CREATE TABLE wave_versions (
    wave_id uuid NOT NULL REFERENCES waves,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    version_id text NOT NULL REFERENCES questionnaire_versions,
    published_at timestamptz NOT NULL,
    -- What the change was judged to be.
    note text NOT NULL,
    PRIMARY KEY (wave_id, ordinal)
);
CREATE INDEX wave_versions_version_id ON wave_versions (version_id);

INSERT INTO wave_versions (wave_id, ordinal, version_id, published_at, note)
SELECT wave_id, 1, version_id, created_at, 'created' FROM waves;
