-- A six-digit code sent to a household's phone. The code itself is never kept, only its keyed hash.
create table sms_code (
    id           uuid primary key,
    household_id uuid        not null,
    asked_by     text        not null,
    asked_at     timestamptz not null,
    code_hash    bytea       not null,
    phone_masked text        not null,
    -- Null while the gateway has not taken it: nobody can answer such a code.
    sent_at      timestamptz,
    failed_at    timestamptz,
    tries        int         not null default 0 check (tries between 0 and 5),
    confirmed_at timestamptz
);
create index sms_code_household on sms_code (household_id, asked_at);
revoke update, delete, truncate on sms_code from siji_app;
grant update (sent_at, failed_at, tries, confirmed_at) on sms_code to siji_app;

-- What is known about a confirmation beside its kind: who witnessed it, which code was answered, where it was.
create table consent (
    id               uuid primary key,
    subject_type     text        not null,
    subject_id       uuid        not null,
    kind             text        not null,
    witness_name_enc bytea,
    witness_role     text,
    sms_code_id      uuid references sms_code,
    lon              double precision check (lon between -180 and 180),
    lat              double precision check (lat between -90 and 90),
    recorded_by      text        not null,
    recorded_at      timestamptz not null,
    constraint consent_place check ((lon is null) = (lat is null)),
    constraint consent_witness check (kind <> 'WITNESS' or witness_name_enc is not null),
    constraint consent_sms check (kind <> 'SMS' or sms_code_id is not null)
);
create index consent_subject on consent (subject_type, subject_id);
revoke update, delete, truncate on consent from siji_app;
