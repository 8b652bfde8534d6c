-- What was done to a machine, and on which days it could not work because of it.
create table machine_upkeep (
    id            uuid primary key,
    machine_id    uuid        not null references machine,
    kind          text        not null check (kind in ('REPAIR', 'SERVICE')),
    on_day        date        not null,
    -- What its hour meter shows.
    engine_hours  double precision check (engine_hours >= 0),
    what          text        not null check (what <> ''),
    -- First and last day on which it stands still; down_to null: it still does.
    down_from     date,
    down_to       date,
    recorded_by   text        not null,
    recorded_at   timestamptz not null,
    back_by       text,
    back_at       timestamptz,
    struck_by     text,
    struck_at     timestamptz,
    struck_reason text,
    constraint machine_upkeep_days check (down_from is not null or down_to is null),
    constraint machine_upkeep_order check (down_to >= down_from),
    constraint machine_upkeep_struck check ((struck_by is null) = (struck_reason is null))
);
create index machine_upkeep_machine on machine_upkeep (machine_id, on_day);
create index machine_upkeep_down on machine_upkeep (down_from) where down_from is not null and struck_by is null;
revoke update, delete, truncate on machine_upkeep from siji_app;
grant update (down_to, back_by, back_at, struck_by, struck_at, struck_reason) on machine_upkeep to siji_app;
