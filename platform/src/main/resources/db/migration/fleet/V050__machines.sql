-- The providers' machines and what each can do.
create table machine (
    id           uuid primary key,
    provider_id  uuid             not null,
    name         text             not null,
    kind         text             not null,
    plate        text             not null default '',
    width_meters double precision not null,
    depot_lon    double precision not null,
    depot_lat    double precision not null,
    road_kmh     double precision not null,
    in_service   boolean          not null default true,
    version      bigint           not null default 1,
    recorded_at  timestamptz      not null default now(),
    constraint machine_sizes check (width_meters > 0 and road_kmh > 0)
);
create unique index machine_name on machine (provider_id, name);

create table machine_rate (
    machine_id  uuid             not null references machine,
    operation   text             not null,
    mu_per_hour double precision not null check (mu_per_hour > 0),
    primary key (machine_id, operation)
);
