-- Who may do what, and where. Names of users are those of officers at work, not of households: they are not encrypted.
create table app_user (
    id                   uuid primary key,
    username             text        not null,
    display_name         text        not null,
    password_hash        text        not null,
    role                 text        not null check (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'PROVIDER', 'HOUSEHOLD')),
    -- Offices: the prefix of the village codes they see; '' is the whole installation.
    region_code          text check (region_code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})?$'),
    provider_id          uuid,
    household_id         uuid,
    -- For households and providers: the region of the office that looks after the login.
    office_code          text,
    must_change_password boolean     not null,
    active               boolean     not null default true,
    recorded_at          timestamptz not null default now(),
    constraint app_user_username unique (username),
    constraint app_user_scope check (
        (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE')) = (region_code is not null)
        and (role = 'PROVIDER') = (provider_id is not null)
        and (role = 'HOUSEHOLD') = (household_id is not null))
);

-- A session is known by the hash of its token: who reads the table can't log in with it.
create table user_session (
    token_hash  bytea primary key,
    user_id     uuid        not null references app_user,
    recorded_at timestamptz not null,
    expires_at  timestamptz not null
);
create index user_session_user on user_session (user_id);

create table login_failure (
    username    text        not null,
    recorded_at timestamptz not null
);
create index login_failure_username on login_failure (username, recorded_at);

-- Who looked at or changed what nobody should touch without a reason.
create table audit_entry (
    id          uuid primary key,
    recorded_at timestamptz not null,
    user_id     uuid        not null references app_user,
    action      text        not null,
    object_type text        not null,
    object_id   text        not null,
    reason      text        not null default ''
);
revoke update, delete, truncate on audit_entry from siji_app;
