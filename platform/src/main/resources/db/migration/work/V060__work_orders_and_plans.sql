-- Work orders, one for each need under a signed contract, and the plans that give them a machine and a day.
create table work_order_number (
    season       int      not null,
    village_code char(12) not null,
    last         int      not null,
    primary key (season, village_code)
);

create table dispatch_plan (
    id          uuid primary key,
    provider_id uuid        not null,
    first_day   date        not null,
    last_day    date        not null,
    made_by     text        not null,
    recorded_at timestamptz not null default now(),
    constraint dispatch_plan_days check (first_day <= last_day)
);
create index dispatch_plan_by_provider on dispatch_plan (provider_id, id);

create table work_order (
    id                 uuid primary key,
    number             text             not null,
    contract_id        uuid             not null,
    need_id            uuid             not null,
    field_id           uuid             not null,
    field_name         text             not null,
    bbox               box              not null,
    provider_id        uuid             not null,
    cultivator_id      uuid             not null,
    household_id       uuid,
    village_code       char(12)         not null,
    season             int              not null,
    operation          text             not null,
    window_from        date             not null,
    window_to          date             not null,
    area_square_meters double precision not null,
    status             text             not null,
    refusal_reason     text,
    planned_machine_id uuid,
    planned_day        date,
    -- The plan from which machine and day come: its stops are the ones that count for this order.
    plan_id            uuid references dispatch_plan,
    version            bigint           not null default 1,
    recorded_at        timestamptz      not null default now()
);
-- Counties on one installation may have equal numbers: theirs begin with the village within the county.
create unique index work_order_number_unique on work_order (village_code, number);
-- A need is never worked and paid twice: not even when refused work is accepted on appeal after another provider took over.
create unique index work_order_one_live_per_need on work_order (need_id) where status not in ('CANCELLED', 'REFUSED');
create index work_order_by_contract on work_order (contract_id);
create index work_order_by_village on work_order (village_code, season, status);
create index work_order_by_provider on work_order (provider_id, status);
create index work_order_by_household on work_order (household_id) where household_id is not null;
create index work_order_by_place on work_order using gist (bbox);

create table work_order_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references work_order,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index work_order_event_by_order on work_order_event (subject_id);
revoke update, delete, truncate on work_order_event from siji_app;

create table dispatch_stop (
    plan_id       uuid             not null references dispatch_plan,
    machine_id    uuid             not null,
    day           date             not null,
    sequence      int              not null,
    work_order_id uuid             not null references work_order,
    start_hour    double precision not null,
    drive_minutes int              not null,
    work_minutes  int              not null,
    mu            double precision not null,
    -- Whether the work goes on on the machine's next day.
    interrupted   boolean          not null,
    primary key (plan_id, machine_id, day, sequence)
);
create index dispatch_stop_by_order on dispatch_stop (work_order_id, plan_id);
revoke update, delete, truncate on dispatch_stop from siji_app;

create table dispatch_unassigned (
    plan_id       uuid not null references dispatch_plan,
    work_order_id uuid not null references work_order,
    reason_code   text not null,
    primary key (plan_id, work_order_id)
);
revoke update, delete, truncate on dispatch_unassigned from siji_app;
