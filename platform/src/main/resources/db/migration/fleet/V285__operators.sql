-- Operators: who drives a provider's machines, with a login of his own that the provider makes.
alter table app_user drop constraint app_user_role_check;
alter table app_user add constraint app_user_role_check
    check (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'PROVIDER', 'HOUSEHOLD', 'LEADER', 'OPERATOR'));
alter table app_user drop constraint app_user_scope;
alter table app_user add constraint app_user_scope check (
    (role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'LEADER')) = (region_code is not null)
    and (role in ('PROVIDER', 'OPERATOR')) = (provider_id is not null)
    and (role = 'HOUSEHOLD') = (household_id is not null));

create table machine_operator (
    user_id     uuid        primary key references app_user,
    provider_id uuid        not null,
    name        text        not null check (name <> ''),
    recorded_by text        not null,
    recorded_at timestamptz not null,
    -- His last day; from then on his login is closed.
    ended_on    date,
    ended_by    text,
    constraint machine_operator_end check ((ended_on is null) = (ended_by is null))
);
create index machine_operator_of_provider on machine_operator (provider_id, user_id);
revoke update, delete, truncate on machine_operator from siji_app;
grant update (ended_on, ended_by) on machine_operator to siji_app;

-- Which machines he drove from when to when; several people may drive one.
create table machine_driver (
    user_id    uuid        not null references machine_operator,
    machine_id uuid        not null references machine,
    since      timestamptz not null,
    until      timestamptz,
    primary key (user_id, machine_id, since)
);
create unique index machine_driver_now on machine_driver (user_id, machine_id) where until is null;
create index machine_driver_of_machine on machine_driver (machine_id);
revoke update, delete, truncate on machine_driver from siji_app;
grant update (until) on machine_driver to siji_app;
