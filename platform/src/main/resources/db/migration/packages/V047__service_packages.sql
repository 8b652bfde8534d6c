-- Several operations at one price with one promise. A row is one version of a package: what it offers never changes, only its state.
create table service_package (
    id                 uuid primary key,
    series_id          uuid        not null,
    version_no         int         not null check (version_no >= 1),
    season             int         not null,
    name               text        not null,
    -- Who offers it: a provider, or the collective of a village.
    lead_provider_id   uuid,
    lead_village       char(12),
    promise_kind       text        not null check (promise_kind in ('YIELD', 'COVERAGE', 'ON_TIME')),
    -- Jin per mu, or percent of the area; none for work in time.
    promise_value      int,
    refund_fen_per_mu  bigint      not null check (refund_fen_per_mu >= 0),
    promise_text       text        not null,
    created_by         text        not null,
    created_at         timestamptz not null,
    state              text        not null check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    constraint service_package_lead check ((lead_provider_id is null) <> (lead_village is null)),
    constraint service_package_promise check ((promise_kind = 'ON_TIME') = (promise_value is null)),
    unique (series_id, version_no)
);
create unique index service_package_one_published on service_package (series_id) where state = 'PUBLISHED';
revoke update, delete, truncate on service_package from siji_app;
grant update (state) on service_package to siji_app;

create table service_package_operation (
    package_id  uuid not null references service_package,
    position    int  not null,
    operation   text not null,
    provider_id uuid not null,
    window_from date not null,
    window_to   date not null,
    -- Its part of the one price.
    weight      int  not null check (weight >= 1),
    primary key (package_id, position),
    constraint service_package_window check (window_from <= window_to)
);
create index service_package_operation_provider on service_package_operation (provider_id);
revoke update, delete, truncate on service_package_operation from siji_app;

create table service_package_price (
    package_id  uuid   not null references service_package,
    min_centimu bigint not null check (min_centimu >= 0),
    -- Whole yuan: then every field's amounts are whole fen and add up without rounding.
    fen_per_mu  bigint not null check (fen_per_mu > 0 and fen_per_mu % 100 = 0),
    primary key (package_id, min_centimu)
);
revoke update, delete, truncate on service_package_price from siji_app;

create table service_package_village (
    package_id   uuid     not null references service_package,
    village_code char(12) not null,
    primary key (package_id, village_code)
);
create index service_package_village_code on service_package_village (village_code);
revoke update, delete, truncate on service_package_village from siji_app;

-- A provider that works under a package of somebody else says yes before it is published.
create table service_package_agreement (
    package_id  uuid        not null references service_package,
    provider_id uuid        not null,
    agreed_by   text        not null,
    agreed_at   timestamptz not null,
    primary key (package_id, provider_id)
);
revoke update, delete, truncate on service_package_agreement from siji_app;

create table service_package_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references service_package,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index service_package_event_subject on service_package_event (subject_id);
revoke update, delete, truncate on service_package_event from siji_app;

create table package_taking (
    id                uuid primary key,
    package_id        uuid        not null references service_package,
    village_code      char(12)    not null,
    household_id      uuid        not null,
    confirmation_kind text        not null,
    confirmation_note text        not null,
    taken_by          text        not null,
    taken_at          timestamptz not null,
    withdrawn_by      text,
    withdrawn_at      timestamptz,
    withdrawn_reason  text
);
create index package_taking_package on package_taking (package_id, id);
create index package_taking_household on package_taking (household_id);
create index package_taking_village on package_taking (village_code, id);

create table package_need (
    need_id         uuid primary key,
    taking_id       uuid   not null references package_taking,
    position        int    not null,
    field_id        uuid   not null,
    field_name      text   not null,
    payable_centimu bigint not null
);
create index package_need_taking on package_need (taking_id);
revoke update, delete, truncate on package_need from siji_app;
