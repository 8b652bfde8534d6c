-- Inspections by sample: what is looked at per operation, how many are drawn, which were drawn by a seed that nobody could choose,
-- what was found in the field.

-- region_code null: holds everywhere, unless a county has its own. An edition is never changed; the next one follows it.
create table checklist (
    id          uuid        primary key,
    region_code text        check (region_code ~ '^\d{6}$'),
    operation   text        not null,
    edition     int         not null check (edition > 0),
    points      int         not null check (points between 1 and 50),
    note        text        not null,
    valid_from  date        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null
);
create unique index checklist_edition on checklist (coalesce(region_code, ''), operation, edition);

create table checklist_item (
    checklist_id uuid    not null references checklist,
    position     int     not null,
    code         text    not null check (code ~ '^[A-Z][A-Z0-9_]{0,39}$'),
    name         text    not null,
    unit         text    not null,
    kind         text    not null check (kind in ('NUMBER', 'YES_NO')),
    least        numeric,
    most         numeric,
    -- This share of the points has to lie within the bounds; null: their mean has to.
    pass_share   numeric(5, 4) check (pass_share > 0 and pass_share <= 1),
    -- Whether the outcome depends on it; false: it is only written down.
    counts       boolean not null,
    how          text    not null,
    source       text    not null,
    -- A number that nobody has read in a standard: the county should set its own.
    example      boolean not null,
    primary key (checklist_id, position),
    constraint checklist_item_code unique (checklist_id, code),
    constraint checklist_item_bounds check (least is null or most is null or least <= most),
    constraint checklist_item_counts check (not counts or least is not null or most is not null)
);

create table sampling_rule (
    id            uuid primary key,
    region_code   text check (region_code ~ '^\d{6}$'),
    operation     text,
    share         numeric(5, 4) not null check (share > 0 and share <= 1),
    minimum       int           not null check (minimum between 1 and 1000),
    working_days  int           not null check (working_days between 1 and 250),
    source        text          not null,
    example       boolean       not null,
    valid_from    date          not null,
    recorded_at   timestamptz   not null default now(),
    recorded_by   text          not null
);
insert into sampling_rule (id, share, minimum, working_days, source, example, valid_from, recorded_by)
values ('00000000-0000-7000-8000-000000000225', 0.10, 3, 5, '示例，没有出处：请县里按本地办法设定', true, '2000-01-01', 'siji');
revoke update, delete, truncate on checklist, checklist_item, sampling_rule from siji_app;

create table inspection_plan_number (
    county text not null,
    season int  not null,
    last   int  not null,
    primary key (county, season)
);

create table inspection_plan (
    id                uuid        primary key,
    number            text        not null,
    region_code       text        not null check (region_code ~ '^\d{6}(\d{3}(\d{3})?)?$'),
    season            int         not null,
    operation         text        not null,
    work              text        not null check (work in ('ALL', 'OPEN', 'WORKED')),
    contract_id       uuid,
    checklist_id      uuid        not null references checklist,
    reason            text        not null,
    share             numeric(5, 4) not null,
    minimum           int         not null,
    working_days      int         not null,
    rule_source       text        not null,
    rule_example      boolean     not null,
    sample_size       int         not null check (sample_size > 0),
    -- Frozen with the plan, in the order of the numbers.
    candidate_ids     uuid[]      not null,
    candidate_numbers text[]      not null,
    list_sha256       text        not null check (list_sha256 ~ '^[0-9a-f]{64}$'),
    -- SHA-256 of the secret, which stays encrypted until the drawing.
    commitment        text        not null check (commitment ~ '^[0-9a-f]{64}$'),
    secret_enc        bytea       not null,
    -- A future public event whose result goes into the seed ("排列五 of 20 July"), so that not even the platform knows the seed now.
    public_value_of   text        not null,
    draw_from         timestamptz not null,
    inspector_id      uuid,
    published_at      timestamptz not null,
    published_by      text        not null,
    status            text        not null default 'PUBLISHED' check (status in ('PUBLISHED', 'DRAWN', 'CANCELLED')),
    public_value      text,
    secret            text        check (secret ~ '^[0-9a-f]{64}$'),
    drawn_numbers     text[],
    ended_at          timestamptz,
    ended_by          text,
    end_reason        text,
    constraint inspection_plan_list check (cardinality(candidate_ids) = cardinality(candidate_numbers)
        and sample_size <= cardinality(candidate_ids)),
    constraint inspection_plan_drawn check ((status = 'DRAWN') = (drawn_numbers is not null)
        and (status = 'PUBLISHED') = (secret is null) and (status = 'PUBLISHED') = (ended_at is null)
        and (status <> 'CANCELLED' or end_reason is not null))
);
create unique index inspection_plan_numbered on inspection_plan (number, substr(region_code, 1, 6));
create index inspection_plan_region on inspection_plan (region_code, id);
-- What was published stays as it was published.
revoke update, delete, truncate on inspection_plan from siji_app;
grant update (status, public_value, secret, drawn_numbers, ended_at, ended_by, end_reason) on inspection_plan to siji_app;

create table inspection (
    id               uuid        primary key,
    plan_id          uuid        not null references inspection_plan,
    rank             int         not null,
    work_order_id    uuid        not null,
    number           text        not null,
    contract_id      uuid        not null,
    field_id         uuid        not null,
    provider_id      uuid        not null,
    household_id     uuid,
    village_code     text        not null,
    season           int         not null,
    operation        text        not null,
    checklist_id     uuid        not null references checklist,
    inspector_id     uuid,
    inspector_name   text,
    due_on           date        not null,
    status           text        not null default 'ASSIGNED' check (status in ('ASSIGNED', 'DONE', 'DROPPED')),
    done_at          timestamptz,
    done_by          text,
    lon              double precision,
    lat              double precision,
    -- From where the phone was to the field; 0 inside.
    distance_meters  double precision,
    note             text,
    passed           boolean,
    follow_up        text        check (follow_up in ('REVIEW', 'DISPUTE', 'LEFT')),
    follow_up_at     timestamptz,
    follow_up_by     text,
    follow_up_reason text,
    dispute_id       uuid,
    constraint inspection_rank unique (plan_id, rank),
    constraint inspection_done check ((status = 'ASSIGNED') = (done_at is null) and (status = 'DONE') = (passed is not null)),
    constraint inspection_place check ((lon is null) = (lat is null) and abs(lon) <= 180 and abs(lat) <= 90),
    constraint inspection_follow_up check ((follow_up is null) = (follow_up_at is null)
        and (follow_up is null or passed is not null and not passed) and ((follow_up is not distinct from 'DISPUTE') = (dispute_id is not null)))
);
create index inspection_village on inspection (village_code, id);
create index inspection_open on inspection (village_code, due_on) where status = 'ASSIGNED';
create index inspection_contract on inspection (contract_id);
create index inspection_order on inspection (work_order_id);
create index inspection_inspector on inspection (inspector_id, id) where inspector_id is not null;
create index inspection_provider on inspection (provider_id, id);
create index inspection_household on inspection (household_id, id) where household_id is not null;
revoke delete, truncate on inspection from siji_app;

-- What was measured at each point; 1 and 0 for yes and no.
create table inspection_value (
    inspection_id uuid    not null references inspection,
    item          text    not null,
    point         int     not null check (point > 0),
    value         numeric not null,
    primary key (inspection_id, item, point)
);
revoke update, delete, truncate on inspection_value from siji_app;
