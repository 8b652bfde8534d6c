-- The production archive: one row for each accepted piece of work. A row that a later decision replaced stays, marked.
create table operation_done (
    id              uuid          primary key,
    field_id        uuid          not null,
    village_code    text          not null,
    season          int           not null,
    operation       text          not null,
    cultivator_id   uuid          not null,
    work_order_id   uuid          not null,
    acceptance_id   uuid          not null constraint operation_done_acceptance unique,
    day             date          not null,
    payable_centimu bigint        not null check (payable_centimu > 0),
    coverage        numeric(6, 4) not null,
    recorded_at     timestamptz   not null default now(),
    superseded_at   timestamptz
);
create index on operation_done (field_id, day);
create unique index operation_done_current on operation_done (work_order_id) where superseded_at is null;
revoke delete, truncate on operation_done from siji_app;
