-- When a crop's operations are done here, as days of the year (month * 100 + day): what a village's production plan is drafted within.
create table crop_window (
    crop      text not null,
    operation text not null,
    first_day int  not null check (first_day between 101 and 1231),
    last_day  int  not null check (last_day between 101 and 1231),
    source    text not null,
    primary key (crop, operation),
    constraint crop_window_order check (first_day <= last_day)
);
-- Usual days of the middle Yangtze hills; a county sets its own.
insert into crop_window (crop, operation, first_day, last_day, source)
select crop, operation, first_day, last_day, '长江中游丘陵常年农时，初始值，县里可改'
from (values
    ('早稻', 'TILLAGE', 310, 410), ('早稻', 'TRANSPLANTING', 415, 505), ('早稻', 'PLANT_PROTECTION', 510, 620), ('早稻', 'HARVEST', 710, 731),
    ('中稻', 'TILLAGE', 420, 525), ('中稻', 'TRANSPLANTING', 515, 615), ('中稻', 'PLANT_PROTECTION', 625, 820), ('中稻', 'HARVEST', 905, 1010),
    ('晚稻', 'TILLAGE', 712, 802), ('晚稻', 'TRANSPLANTING', 718, 805), ('晚稻', 'PLANT_PROTECTION', 815, 925), ('晚稻', 'HARVEST', 1015, 1115),
    ('玉米', 'TILLAGE', 310, 410), ('玉米', 'SEEDING', 320, 425), ('玉米', 'PLANT_PROTECTION', 501, 630), ('玉米', 'HARVEST', 715, 815),
    ('大豆', 'TILLAGE', 320, 420), ('大豆', 'SEEDING', 401, 510), ('大豆', 'HARVEST', 720, 831),
    ('红薯', 'TILLAGE', 401, 515), ('红薯', 'TRANSPLANTING', 415, 610), ('红薯', 'HARVEST', 1001, 1115),
    ('油菜', 'TILLAGE', 915, 1025), ('油菜', 'SEEDING', 920, 1031), ('油菜', 'PLANT_PROTECTION', 1101, 1220)
) as days (crop, operation, first_day, last_day);

create table production_plan (
    id             uuid        primary key,
    village_code   text        not null check (village_code ~ '^[0-9]{12}$'),
    season         int         not null,
    -- The newest edition, and the one that was last agreed.
    edition        int         not null,
    agreed_edition int,
    recorded_at    timestamptz not null default now(),
    constraint production_plan_once unique (village_code, season)
);

-- Editions are only added: what was planned, agreed and changed can be read as it stood.
create table production_plan_edition (
    plan_id     uuid        not null references production_plan,
    edition     int         not null,
    origin      text        not null check (origin in ('DRAFTED', 'EDITED', 'FILE')),
    reason      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (plan_id, edition)
);
create table production_plan_line (
    plan_id uuid   not null,
    edition int    not null,
    line    int    not null,
    crop    text   not null,
    variety text   not null,
    centimu bigint not null check (centimu > 0),
    primary key (plan_id, edition, line),
    foreign key (plan_id, edition) references production_plan_edition
);
create table production_plan_week (
    plan_id       uuid   not null,
    edition       int    not null,
    line          int    not null,
    operation     text   not null,
    monday        date   not null check (extract(isodow from monday) = 1),
    centimu       bigint not null check (centimu > 0),
    -- Of it, what the village's part of the machine hours did not suffice for when it was drafted.
    short_centimu bigint not null check (short_centimu between 0 and centimu),
    primary key (plan_id, edition, line, operation, monday),
    foreign key (plan_id, edition, line) references production_plan_line
);
create table production_plan_agreement (
    plan_id     uuid        not null,
    edition     int         not null,
    reason      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (plan_id, edition),
    foreign key (plan_id, edition) references production_plan_edition
);
-- Why what happens differs from what was planned.
create table production_plan_remark (
    id          uuid        primary key,
    plan_id     uuid        not null references production_plan,
    operation   text        not null,
    monday      date        not null,
    reason      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null
);
create index production_plan_remark_of on production_plan_remark (plan_id, operation, monday);
revoke update, delete, truncate on production_plan_edition, production_plan_line, production_plan_week, production_plan_agreement,
    production_plan_remark from siji_app;
revoke delete, truncate on production_plan from siji_app;
