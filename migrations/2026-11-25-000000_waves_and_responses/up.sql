-- Published versions. The files are kept as text and compiled again when the version is loaded; `report` is not
-- part of the version's hash and may be replaced.
CREATE TABLE questionnaire_versions (
    version_id text PRIMARY KEY CHECK (version_id ~ '^sha256:[0-9a-f]{64}$'),
    survey_id text NOT NULL,
    edition text NOT NULL,
    files jsonb NOT NULL,
    report jsonb,
    canonical text NOT NULL,
    layout jsonb NOT NULL,
    published_at timestamptz NOT NULL
);

CREATE TABLE waves (
    wave_id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    version_id text NOT NULL REFERENCES questionnaire_versions,
    plan text NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'archived')),
    opens_at timestamptz,
    closes_at timestamptz,
    opened_at timestamptz,
    closed_at timestamptz,
    synthetic boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX waves_version_id ON waves (version_id);

-- One packed row a response. `answers` is laid out by the version's `layout`; `extra` holds what has no code list.
-- `content_hash` tells a harmless repeat from another answer under the same id.
CREATE TABLE responses (
    response_id uuid PRIMARY KEY,
    wave_id uuid NOT NULL REFERENCES waves,
    version_id text NOT NULL REFERENCES questionnaire_versions,
    disposition text NOT NULL
        CHECK (disposition IN ('complete', 'partial', 'break_off', 'screened_out', 'quota_full')),
    rev integer NOT NULL,
    answers bytea NOT NULL,
    extra jsonb NOT NULL,
    paradata jsonb NOT NULL,
    source text,
    language text,
    started_at timestamptz,
    submitted_at timestamptz,
    updated_at timestamptz NOT NULL,
    external_id text,
    content_hash bytea NOT NULL,
    receipt_hash bytea NOT NULL,
    session_hash bytea,
    feed_xid xid8 NOT NULL
);
CREATE INDEX responses_wave_id ON responses (wave_id, disposition);
CREATE INDEX responses_version_id ON responses (version_id);
CREATE INDEX responses_feed ON responses (wave_id, feed_xid);
CREATE INDEX responses_receipt ON responses (receipt_hash);
CREATE INDEX responses_session ON responses (session_hash) WHERE session_hash IS NOT NULL;

-- What a response said before it was corrected. No table reads it.
CREATE TABLE response_revisions (
    response_id uuid NOT NULL REFERENCES responses ON DELETE CASCADE,
    rev integer NOT NULL,
    answers bytea NOT NULL,
    extra jsonb NOT NULL,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (response_id, rev)
);

-- An interview under way. `fields` is what was typed, by field name; nothing in it was judged.
CREATE TABLE drafts (
    response_id uuid PRIMARY KEY,
    wave_id uuid NOT NULL REFERENCES waves,
    version_id text NOT NULL REFERENCES questionnaire_versions,
    token_hash bytea NOT NULL,
    fields jsonb NOT NULL,
    page integer NOT NULL,
    reached integer NOT NULL,
    source text,
    language text NOT NULL,
    device text,
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX drafts_wave_id ON drafts (wave_id);
CREATE INDEX drafts_version_id ON drafts (version_id);
CREATE INDEX drafts_token ON drafts (token_hash);

-- An erased response leaves its id, so that caches, exports and restored backups drop it too.
CREATE TABLE erasures (
    response_id uuid PRIMARY KEY,
    wave_id uuid NOT NULL REFERENCES waves,
    erased_at timestamptz NOT NULL,
    feed_xid xid8 NOT NULL
);
CREATE INDEX erasures_wave_id ON erasures (wave_id);

CREATE TABLE api_keys (
    key_id uuid PRIMARY KEY,
    label text NOT NULL,
    role text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

-- What the installation itself must remember, such as the secret that receipts are made with.
CREATE TABLE settings (
    name text PRIMARY KEY,
    value bytea NOT NULL
);

-- "All committed since my last look" needs the transaction that wrote a row: a sequence or a clock would miss the
-- rows of transactions that commit late.
CREATE FUNCTION canvass_stamp_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.feed_xid := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER responses_stamp_feed BEFORE INSERT OR UPDATE ON responses
    FOR EACH ROW EXECUTE FUNCTION canvass_stamp_feed();
CREATE TRIGGER erasures_stamp_feed BEFORE INSERT OR UPDATE ON erasures
    FOR EACH ROW EXECUTE FUNCTION canvass_stamp_feed();
