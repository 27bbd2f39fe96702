-- What is settled before the first page: arm to group, and each consent with the hash and the language of its words.
ALTER TABLE drafts
    ADD COLUMN arms jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN consents jsonb NOT NULL DEFAULT '[]';
ALTER TABLE responses
    ADD COLUMN arms jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN consents jsonb NOT NULL DEFAULT '[]';

-- How many respondents each arm of a wave has placed in a group: the next one's place in its block follows from it, so
-- that any number of programs keep the groups balanced together.
CREATE TABLE arm_counters (
    wave_id uuid NOT NULL REFERENCES waves,
    arm text NOT NULL,
    assigned bigint NOT NULL CHECK (assigned >= 0),
    PRIMARY KEY (wave_id, arm)
);

-- Who refuses a required consent leaves nothing but this count; a source that is not known is empty.
CREATE TABLE refused_consents (
    wave_id uuid NOT NULL REFERENCES waves,
    day date NOT NULL,
    source text NOT NULL,
    language text NOT NULL,
    refused bigint NOT NULL CHECK (refused >= 0),
    PRIMARY KEY (wave_id, day, source, language)
);
