-- What stands behind a record. The content is encrypted: it shows faces, voices and signatures.
create table evidence (
    id           uuid primary key,
    subject_type text        not null,
    subject_id   uuid        not null,
    kind         text        not null check (kind in ('PHOTO', 'SIGNATURE', 'VOICE', 'PAPER')),
    content_type text        not null,
    bytes        bigint      not null,
    sha256       char(64)    not null,
    note         text        not null,
    taken_at     timestamptz,
    lon          double precision,
    lat          double precision,
    recorded_by  text        not null,
    recorded_at  timestamptz not null,
    content      bytea       not null,
    constraint evidence_place check ((lon is null) = (lat is null))
);
create index evidence_by_subject on evidence (subject_type, subject_id);
revoke update, delete, truncate on evidence from siji_app;
