-- Where a provider works: counties, townships or villages by their codes. None: it has not said, and may be asked from anywhere.
create table provider_area (
    id             uuid primary key,
    provider_id    uuid        not null references provider,
    region_code    text        not null check (region_code ~ '^\d{6}(\d{3}(\d{3})?)?$'),
    recorded_by    text        not null,
    recorded_at    timestamptz not null,
    ended_by       text,
    recorded_until timestamptz,
    constraint provider_area_ended check ((ended_by is null) = (recorded_until is null))
);
create unique index provider_area_once on provider_area (provider_id, region_code) where recorded_until is null;
revoke update, delete, truncate on provider_area from siji_app;
grant update (ended_by, recorded_until) on provider_area to siji_app;
