-- Rules of acceptance are data in two times. region_code null: holds everywhere, unless a county has its own.
create table acceptance_rule (
    id               uuid primary key,
    region_code      text check (region_code ~ '^\d{6}$'),
    operation        text,
    min_coverage     numeric(5, 4) not null,
    part_coverage    numeric(5, 4) not null,
    review_band      numeric(5, 4) not null,
    attempt_coverage numeric(5, 4) not null,
    max_overlap      numeric(5, 4),
    source           text        not null,
    valid_from       date        not null,
    valid_to         date,
    recorded_at      timestamptz not null default now(),
    recorded_until   timestamptz,
    recorded_by      text        not null,
    constraint acceptance_rule_thresholds check (
        0 < part_coverage and part_coverage < min_coverage and min_coverage <= 1
        and 0 <= review_band and review_band < (min_coverage - part_coverage) / 2
        and 0 <= attempt_coverage and attempt_coverage <= part_coverage),
    constraint acceptance_rule_one_at_a_time exclude using gist (
        coalesce(region_code, '') with =, coalesce(operation, '') with =,
        daterange(valid_from, valid_to) with &&) where (recorded_until is null)
);
insert into acceptance_rule (id, min_coverage, part_coverage, review_band, attempt_coverage, source, valid_from, recorded_by)
values ('00000000-0000-7000-8000-000000000001', 0.95, 0.50, 0.01, 0.20,
        '平台通用规则：覆盖率达到 95% 按整块验收', '2000-01-01', 'siji');

-- What a measuring found. Everything that it depends on stands beside it, so that it can be done again.
create table measured_work (
    id                    uuid primary key,
    work_order_id         uuid             not null,
    contract_id           uuid             not null,
    field_id              uuid             not null,
    cultivator_id         uuid             not null,
    provider_id           uuid             not null,
    village_code          char(12)         not null,
    season                int              not null,
    operation             text             not null,
    track_log_ids         uuid[]           not null,
    parameters            jsonb            not null,
    engine_version        text             not null,
    input_sha256          char(64)         not null,
    gross_square_meters   double precision not null,
    net_square_meters     double precision not null,
    overlap_square_meters double precision not null,
    covered_square_meters double precision not null,
    missed_square_meters  double precision not null,
    outside_square_meters double precision not null,
    field_square_meters   double precision not null,
    coverage              numeric(5, 4)    not null check (coverage between 0 and 1),
    steps_without_width   int              not null,
    worked_on             date             not null,
    field_wkb             bytea            not null,
    covered_wkb           bytea            not null,
    overlap_wkb           bytea            not null,
    missed_wkb            bytea            not null,
    bbox                  box              not null,
    measured_at           timestamptz      not null default now()
);
create index measured_work_work_order on measured_work (work_order_id);
create index measured_work_place on measured_work (season, village_code);
create index measured_work_bbox on measured_work using gist (bbox);

create table acceptance (
    id                    uuid primary key,
    work_order_id         uuid             not null,
    contract_id           uuid             not null,
    field_id              uuid             not null,
    cultivator_id         uuid             not null,
    provider_id           uuid             not null,
    village_code          char(12)         not null,
    season                int              not null,
    operation             text             not null,
    measurement_id        uuid references measured_work,
    rule_id               uuid references acceptance_rule,
    decision              text             not null check (decision in ('ACCEPTED', 'ACCEPTED_IN_PART', 'TO_REVIEW', 'REFUSED')),
    payable_centimu       bigint           not null check (payable_centimu >= 0),
    field_square_meters   double precision not null,
    covered_square_meters double precision not null,
    coverage              numeric(5, 4)    not null,
    worked_on             date             not null,
    reason_code           text             not null,
    reason_args           text[]           not null,
    decided_by            text,
    decided_at            timestamptz      not null default now(),
    supersedes            uuid references acceptance,
    -- Whether money was told of it: what it supersedes then has to be counter-posted.
    announced             boolean          not null,
    constraint acceptance_superseded_once unique (supersedes),
    constraint acceptance_payable check (decision in ('ACCEPTED', 'ACCEPTED_IN_PART') or payable_centimu = 0)
);
-- A work order has one first decision; every later one names its predecessor.
create unique index acceptance_first on acceptance (work_order_id) where supersedes is null;
create index acceptance_work_order on acceptance (work_order_id);
create index acceptance_contract on acceptance (contract_id);
create index acceptance_place on acceptance (season, village_code);

revoke update, delete, truncate on measured_work, acceptance from siji_app;

create table appeal (
    id                    uuid primary key,
    work_order_id         uuid        not null,
    contract_id           uuid        not null,
    village_code          char(12)    not null,
    season                int         not null,
    provider_id           uuid        not null,
    cultivator_id         uuid        not null,
    acceptance_id         uuid        not null references acceptance,
    reason                text        not null,
    track_ids             uuid[]      not null,
    filed_by              text        not null,
    filed_at              timestamptz not null default now(),
    status                text        not null default 'OPEN' check (status in ('OPEN', 'CHANGED', 'UNCHANGED')),
    outcome_acceptance_id uuid references acceptance,
    closed_by             text,
    closed_at             timestamptz,
    constraint appeal_outcome check ((status = 'OPEN') = (closed_at is null))
);
create unique index appeal_one_open on appeal (work_order_id) where status = 'OPEN';
create index appeal_place on appeal (season, village_code);
revoke delete, truncate on appeal from siji_app;
