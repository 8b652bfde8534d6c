-- Who lives and farms where, which land there is, and who holds it. Rights carry two times: valid_from/valid_to say when something
-- holds (valid_to is the first day on which it no longer does), recorded_at/recorded_until since when and until when we believed it.
-- Rows of what is believed now have recorded_until null; nothing is deleted.

create table region (
    code        text        primary key,
    level       text        not null,
    name        text        not null,
    parent_code text        references region,
    recorded_at timestamptz not null default now(),
    constraint region_level check (
        code ~ '^[0-9]+$' and length(code) = case level when 'COUNTY' then 6 when 'TOWNSHIP' then 9 when 'VILLAGE' then 12 when 'GROUP' then 14 end),
    constraint region_parent check (case when parent_code is null then level = 'COUNTY' else starts_with(code, parent_code) end)
);
create index on region (parent_code);

create table household (
    id           uuid        primary key,
    code         text        not null constraint household_code unique,
    village_code text        not null,
    group_code   text        not null,
    version      int         not null default 1,
    recorded_at  timestamptz not null default now(),
    constraint household_code_digits check (code ~ '^[0-9]{18}$' and starts_with(code, group_code) and starts_with(group_code, village_code)
        and length(group_code) = 14 and length(village_code) = 12)
);
create index on household (village_code text_pattern_ops, id);

-- *_enc: SM4-GCM; *_key: HMAC-SM3 for search by the exact value.
create table household_version (
    id             uuid        primary key,
    household_id   uuid        not null references household,
    village_code   text        not null,
    head_name_enc  bytea       not null,
    head_name_key  bytea       not null,
    phone_enc      bytea,
    phone_key      bytea,
    id_number_enc  bytea,
    id_number_key  bytea,
    valid_from     date        not null,
    valid_to       date,
    recorded_at    timestamptz not null default now(),
    recorded_until timestamptz,
    recorded_by    text        not null
);
create unique index household_one_current_version on household_version (household_id) where recorded_until is null and valid_to is null;
create index on household_version (head_name_key) where recorded_until is null;
create index on household_version (phone_key) where recorded_until is null;
create index on household_version (id_number_key) where recorded_until is null;

create table household_member (
    household_version_id uuid    not null references household_version,
    position             int     not null,
    village_code         text    not null,
    name_enc             bytea   not null,
    name_key             bytea   not null,
    id_number_enc        bytea,
    id_number_key        bytea,
    relation             text    not null,
    co_owner             boolean not null,
    primary key (household_version_id, position)
);

create table cultivator (
    id           uuid        primary key,
    kind         text        not null check (kind in ('HOUSEHOLD', 'LARGE_GROWER', 'COOPERATIVE', 'TRUSTEE')),
    village_code text        not null check (village_code ~ '^[0-9]{12}$'),
    household_id uuid        references household,
    name_enc     bytea,
    recorded_at  timestamptz not null default now(),
    -- A household's cultivator bears the name of its head, which is kept in one place only.
    constraint cultivator_name check (case kind when 'HOUSEHOLD' then household_id is not null and name_enc is null else name_enc is not null end)
);
create unique index cultivator_of_household on cultivator (household_id) where kind = 'HOUSEHOLD';
create index on cultivator (village_code text_pattern_ops, id);

create table parcel (
    id           uuid        primary key,
    code         text        not null constraint parcel_code unique,
    village_code text        not null,
    group_code   text        not null,
    -- The code was given here because the survey's file had none; source_code is the number that it had instead, if any.
    provisional  boolean     not null default false,
    source_code  text        check (source_code is null or provisional),
    version      int         not null default 1,
    recorded_at  timestamptz not null default now(),
    constraint parcel_code_digits check (code ~ '^[0-9]{19}$' and starts_with(code, group_code) and starts_with(group_code, village_code)
        and length(group_code) = 14 and length(village_code) = 12)
);
create index on parcel (village_code text_pattern_ops, id);
create unique index parcel_source_code on parcel (group_code, source_code) where source_code is not null;

create table parcel_import (
    id                 uuid             primary key,
    village_code       text,
    file_name          text             not null,
    sha256             text             not null,
    -- Encrypted: a land register's attribute table names people.
    raw_enc            bytea            not null,
    status             text             not null check (status in ('DRY_RUN', 'DONE', 'REJECTED', 'UNDONE')),
    row_count          int              not null,
    parcel_count       int              not null,
    area_square_meters double precision not null,
    problems           jsonb            not null,
    imported_by        text             not null,
    imported_at        timestamptz      not null default now(),
    undone_at          timestamptz
);
create index on parcel_import (imported_at);

create table parcel_version (
    id                     uuid             primary key,
    parcel_id              uuid             not null references parcel,
    village_code           text             not null,
    name                   text             not null,
    geometry               bytea            not null,
    bbox                   box              not null,
    registered_mu          numeric(14, 4),
    surveyed_square_meters double precision,
    geodesic_square_meters double precision not null check (geodesic_square_meters > 0),
    import_id              uuid             references parcel_import,
    valid_from             date             not null,
    valid_to               date,
    recorded_at            timestamptz      not null default now(),
    recorded_until         timestamptz,
    recorded_by            text             not null
);
create unique index parcel_one_current_version on parcel_version (parcel_id) where recorded_until is null and valid_to is null;
create index on parcel_version using gist (bbox) where recorded_until is null;
create index on parcel_version (import_id) where import_id is not null;

-- Which household holds which part of a parcel: exact fractions.
create table tenure (
    id             uuid        primary key,
    parcel_id      uuid        not null references parcel,
    household_id   uuid        not null references household,
    village_code   text        not null,
    numerator      bigint      not null,
    denominator    bigint      not null,
    valid_from     date        not null,
    valid_to       date,
    recorded_at    timestamptz not null default now(),
    recorded_until timestamptz,
    recorded_by    text        not null,
    constraint tenure_fraction check (numerator > 0 and denominator > 0 and numerator <= denominator),
    constraint tenure_days check (valid_to is null or valid_to > valid_from)
);
create index on tenure (parcel_id);
create index on tenure (household_id) where recorded_until is null;

-- On every day on which somebody holds a part of the parcel, the parts add up to exactly one.
-- Nearly every parcel has one holder: thousands of them in one import need one look each, not the sum over all days.
create function check_tenure_sum() returns trigger language plpgsql as $$
declare
    day   date;
    one   numeric;
    total numeric;
    part  record;
begin
    if new.recorded_until is null and new.numerator = new.denominator
        and not exists (select from tenure where parcel_id = new.parcel_id and recorded_until is null and id <> new.id) then
        return null;
    end if;
    for day in select distinct valid_from from tenure where parcel_id = new.parcel_id and recorded_until is null
               union select distinct valid_to from tenure where parcel_id = new.parcel_id and recorded_until is null and valid_to is not null
    loop
        one := 1;
        for part in select denominator from tenure where parcel_id = new.parcel_id and recorded_until is null
                    and valid_from <= day and (valid_to is null or valid_to > day)
        loop
            one := lcm(one, part.denominator::numeric);
        end loop;
        select sum(numerator * div(one, denominator::numeric)) into total from tenure where parcel_id = new.parcel_id and recorded_until is null
            and valid_from <= day and (valid_to is null or valid_to > day);
        if total <> one then
            raise exception 'shares of parcel % on % add up to %/%', new.parcel_id, day, total, one
                using errcode = 'check_violation', constraint = 'tenure_share_sum';
        end if;
    end loop;
    return null;
end $$;
create constraint trigger tenure_share_sum after insert or update on tenure
    deferrable initially deferred for each row execute function check_tenure_sum();

-- The management right moves to another cultivator for a time; the contract right stays (tenure does not change).
create table transfer (
    id                    uuid        primary key,
    parcel_id             uuid        not null references parcel,
    village_code          text        not null,
    from_household_id     uuid        not null references household,
    to_cultivator_id      uuid        not null references cultivator,
    kind                  text        not null check (kind in ('LEASE', 'SHARE_CONTRIBUTION')),
    rent_fen_per_mu_year  bigint      not null check (rent_fen_per_mu_year >= 0),
    valid_from            date        not null,
    valid_to              date        not null,
    recorded_at           timestamptz not null default now(),
    recorded_until        timestamptz,
    recorded_by           text        not null,
    constraint transfer_days check (valid_to > valid_from),
    constraint transfer_once exclude using gist (parcel_id with =, from_household_id with =, daterange(valid_from, valid_to) with &&)
        where (recorded_until is null)
);
create index on transfer (to_cultivator_id) where recorded_until is null;

create table field (
    id           uuid        primary key,
    village_code text        not null check (village_code ~ '^[0-9]{12}$'),
    group_code   text        not null check (starts_with(group_code, village_code)),
    version      int         not null default 1,
    recorded_at  timestamptz not null default now()
);
create index on field (village_code text_pattern_ops, id);

create table field_version (
    id                 uuid             primary key,
    field_id           uuid             not null references field,
    village_code       text             not null,
    name               text             not null,
    geometry           bytea            not null,
    bbox               box              not null,
    area_square_meters double precision not null check (area_square_meters > 0),
    import_id          uuid             references parcel_import,
    valid_from         date             not null,
    valid_to           date,
    recorded_at        timestamptz      not null default now(),
    recorded_until     timestamptz,
    recorded_by        text             not null
);
create unique index field_one_current_version on field_version (field_id) where recorded_until is null;
create index on field_version using gist (bbox) where recorded_until is null;

create table field_parcel (
    field_id     uuid not null references field,
    parcel_id    uuid not null references parcel,
    village_code text not null,
    primary key (field_id, parcel_id)
);
create index on field_parcel (parcel_id);

-- Who farms a field; at most one cultivator a day.
create table field_cultivator (
    id             uuid        primary key,
    field_id       uuid        not null references field,
    cultivator_id  uuid        not null references cultivator,
    village_code   text        not null,
    valid_from     date        not null,
    valid_to       date,
    recorded_at    timestamptz not null default now(),
    recorded_until timestamptz,
    recorded_by    text        not null,
    constraint field_one_cultivator exclude using gist (field_id with =, daterange(valid_from, valid_to) with &&) where (recorded_until is null)
);
create index on field_cultivator (cultivator_id) where recorded_until is null;
create index on field_cultivator (field_id);

-- Rights are closed, never removed.
revoke delete, truncate on region, household, household_version, household_member, cultivator, parcel, parcel_version, parcel_import, tenure, transfer,
    field, field_version, field_parcel, field_cultivator from siji_app;
