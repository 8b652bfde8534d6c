-- What dispatch reckons with. A county's own before the general; the last one recorded holds, and none is changed.
create table dispatch_rules (
    id           uuid primary key,
    county_code  text check (county_code ~ '^\d{6}$'),
    shift_from   time          not null,
    shift_to     time          not null,
    road_detour  numeric(4, 2) not null check (road_detour between 1 and 5),
    fen_per_km   bigint        not null check (fen_per_km between 0 and 1000000),
    fen_per_day  bigint        not null check (fen_per_day between 0 and 100000000),
    source       text          not null,
    -- Numbers that nobody has measured: the county should set its own.
    example      boolean       not null,
    recorded_at  timestamptz   not null default now(),
    recorded_by  text          not null,
    constraint dispatch_rules_shift check (shift_from < shift_to)
);
create index dispatch_rules_by_county on dispatch_rules (county_code, recorded_at desc);

create table dispatch_rule_row (
    rules_id                 uuid   not null references dispatch_rules,
    operation                text   not null,
    -- Of the work's price, for each day after the first of its window.
    late_permille_per_day    int    not null check (late_permille_per_day between 0 and 1000),
    fen_per_hour             bigint not null check (fen_per_hour between 0 and 10000000),
    primary key (rules_id, operation)
);
revoke update, delete, truncate on dispatch_rules, dispatch_rule_row from siji_app;

insert into dispatch_rules (id, shift_from, shift_to, road_detour, fen_per_km, fen_per_day, source, example, recorded_by)
values ('00000000-0000-7000-8000-000000000282', '07:00', '17:00', 1.4, 200, 3000, '示例，没有出处：请县里按本地油价、人工和农时设定', true, 'siji');
insert into dispatch_rule_row (rules_id, operation, late_permille_per_day, fen_per_hour)
select '00000000-0000-7000-8000-000000000282', r.operation, r.late, r.hour
from (values ('TILLAGE', 5, 9000), ('SEEDLING_RAISING', 5, 4000), ('TRANSPLANTING', 15, 9000), ('SEEDING', 10, 8000),
    ('FERTILISING', 10, 5000), ('PLANT_PROTECTION', 30, 6000), ('IRRIGATION', 10, 3000), ('HARVEST', 20, 12000), ('DRYING', 20, 8000),
    ('SUBSOILING', 5, 12000), ('STRAW_RETURN', 5, 9000)) r (operation, late, hour);
