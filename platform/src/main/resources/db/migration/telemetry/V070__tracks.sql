-- Files as they came off the machines, unchanged: every figure can be computed again from here.
create table track (
    id            uuid primary key,
    machine_id    uuid        not null,
    provider_id   uuid        not null,
    work_order_id uuid,
    format        text        not null check (format in ('ISOXML', 'CSV')),
    file_name     text        not null,
    sha256        char(64)    not null,
    raw           bytea       not null,
    problems      jsonb       not null,
    received_at   timestamptz not null,
    received_by   text        not null,
    constraint track_once unique (machine_id, sha256),
    constraint track_sha256 check (sha256 = encode(sha256(raw), 'hex'))
);
alter table track alter column raw set storage external;
create index track_provider on track (provider_id);

create table track_log (
    id         uuid primary key,
    track_id   uuid        not null references track,
    position   int         not null,
    name       text        not null,
    records    bigint      not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null,
    bbox       box         not null,
    line_wkb   bytea       not null,
    problems   jsonb       not null,
    constraint track_log_position unique (track_id, position)
);

-- Which work orders a log is evidence for; through them it belongs to a village.
create table track_log_work_order (
    log_id        uuid        not null references track_log,
    work_order_id uuid        not null,
    village_code  char(12)    not null,
    season        int         not null,
    recorded_at   timestamptz not null default now(),
    primary key (log_id, work_order_id)
);
create index track_log_work_order_order on track_log_work_order (work_order_id);
create index track_log_work_order_place on track_log_work_order (season, village_code);

revoke update, delete, truncate on track, track_log, track_log_work_order from siji_app;
