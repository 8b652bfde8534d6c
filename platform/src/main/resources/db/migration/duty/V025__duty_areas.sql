-- Group leaders: a village's helpers, each of whom looks after some of its households.
alter table app_user drop constraint app_user_role_check;
alter table app_user add constraint app_user_role_check check (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'PROVIDER', 'HOUSEHOLD', 'LEADER'));
alter table app_user drop constraint app_user_scope;
alter table app_user add constraint app_user_scope check (
    (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'LEADER')) = (region_code is not null)
    and (role = 'PROVIDER') = (provider_id is not null)
    and (role = 'HOUSEHOLD') = (household_id is not null));

create table duty_area (
    id           uuid        primary key,
    village_code text        not null check (village_code ~ '^[0-9]{12}$'),
    name         text        not null,
    version      int         not null default 1,
    recorded_at  timestamptz not null default now(),
    constraint duty_area_name unique (village_code, name)
);
create table duty_area_leader (
    area_id uuid not null references duty_area,
    user_id uuid not null references app_user,
    primary key (area_id, user_id)
);
create index on duty_area_leader (user_id);
-- The key is the household: it can't be in two areas.
create table duty_area_household (
    household_id uuid primary key references household,
    area_id      uuid not null references duty_area
);
create index on duty_area_household (area_id);
-- What was found at each household; never changed, the newest counts.
create table duty_mark (
    id           uuid        primary key,
    household_id uuid        not null references household,
    season       int         not null,
    state        text        not null check (state in ('VISITED', 'DATA_CONFIRMED', 'NEED_ENTERED', 'REFUSED', 'NOT_MET')),
    note         text        not null default '',
    at           timestamptz not null,
    marked_by    text        not null,
    recorded_at  timestamptz not null default now()
);
create index on duty_mark (household_id, season, at);
revoke update, delete, truncate on duty_mark from siji_app;
revoke delete, truncate on duty_area, duty_area_household from siji_app;
