//! The tables, as `diesel print-schema` writes them (diesel.toml); never edited by hand, compared with the database in tests.
// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid8", schema = "pg_catalog"))]
    pub struct Xid8;
}

diesel::table! {
    api_keys (key_id) {
        key_id -> Uuid,
        label -> Text,
        role -> Text,
        key_hash -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    arm_counters (wave_id, arm) {
        wave_id -> Uuid,
        arm -> Text,
        assigned -> Int8,
    }
}

diesel::table! {
    drafts (response_id) {
        response_id -> Uuid,
        wave_id -> Uuid,
        version_id -> Text,
        token_hash -> Bytea,
        fields -> Jsonb,
        page -> Int4,
        reached -> Int4,
        source -> Nullable<Text>,
        language -> Text,
        device -> Nullable<Text>,
        started_at -> Timestamptz,
        updated_at -> Timestamptz,
        arms -> Jsonb,
        consents -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Xid8;

    erasures (response_id) {
        response_id -> Uuid,
        wave_id -> Uuid,
        erased_at -> Timestamptz,
        feed_xid -> Xid8,
    }
}

diesel::table! {
    questionnaire_versions (version_id) {
        version_id -> Text,
        survey_id -> Text,
        edition -> Text,
        files -> Jsonb,
        report -> Nullable<Jsonb>,
        canonical -> Text,
        layout -> Jsonb,
        published_at -> Timestamptz,
        theme -> Nullable<Jsonb>,
        logo -> Nullable<Bytea>,
    }
}

diesel::table! {
    refused_consents (wave_id, day, source, language) {
        wave_id -> Uuid,
        day -> Date,
        source -> Text,
        language -> Text,
        refused -> Int8,
    }
}

diesel::table! {
    response_revisions (response_id, rev) {
        response_id -> Uuid,
        rev -> Int4,
        answers -> Bytea,
        extra -> Jsonb,
        replaced_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Xid8;

    responses (response_id) {
        response_id -> Uuid,
        wave_id -> Uuid,
        version_id -> Text,
        disposition -> Text,
        rev -> Int4,
        answers -> Bytea,
        extra -> Jsonb,
        paradata -> Jsonb,
        source -> Nullable<Text>,
        language -> Nullable<Text>,
        started_at -> Nullable<Timestamptz>,
        submitted_at -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
        external_id -> Nullable<Text>,
        content_hash -> Bytea,
        receipt_hash -> Bytea,
        session_hash -> Nullable<Bytea>,
        feed_xid -> Xid8,
        arms -> Jsonb,
        consents -> Jsonb,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Bytea,
    }
}

diesel::table! {
    wave_versions (wave_id, ordinal) {
        wave_id -> Uuid,
        ordinal -> Int4,
        version_id -> Text,
        published_at -> Timestamptz,
        note -> Text,
    }
}

diesel::table! {
    waves (wave_id) {
        wave_id -> Uuid,
        slug -> Text,
        version_id -> Text,
        plan -> Text,
        state -> Text,
        opens_at -> Nullable<Timestamptz>,
        closes_at -> Nullable<Timestamptz>,
        opened_at -> Nullable<Timestamptz>,
        closed_at -> Nullable<Timestamptz>,
        synthetic -> Bool,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::joinable!(arm_counters -> waves (wave_id));
diesel::joinable!(drafts -> questionnaire_versions (version_id));
diesel::joinable!(drafts -> waves (wave_id));
diesel::joinable!(erasures -> waves (wave_id));
diesel::joinable!(refused_consents -> waves (wave_id));
diesel::joinable!(response_revisions -> responses (response_id));
diesel::joinable!(responses -> questionnaire_versions (version_id));
diesel::joinable!(responses -> waves (wave_id));
diesel::joinable!(wave_versions -> questionnaire_versions (version_id));
diesel::joinable!(wave_versions -> waves (wave_id));
diesel::joinable!(waves -> questionnaire_versions (version_id));

diesel::allow_tables_to_appear_in_same_query!(
    api_keys,
    arm_counters,
    drafts,
    erasures,
    questionnaire_versions,
    refused_consents,
    response_revisions,
    responses,
    settings,
    wave_versions,
    waves,
);
