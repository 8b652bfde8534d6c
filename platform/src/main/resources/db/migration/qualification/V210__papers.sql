-- Which papers a provider brings, who has inspected them when, which a county requires, and the code that shows it to everybody.
-- Nothing is overwritten: a corrected paper takes the place of an earlier one, a later inspection stands beside the earlier one.

-- Kinds are data with their source; region_code null: for all counties.
create table paper_kind (
    code       text primary key check (code ~ '^[A-Z][A-Z0-9_]{2,39}$'),
    name       text not null,
    name_en    text not null,
    -- Whose paper it is: the provider's, a person's who works for it, or a machine's.
    holder     text not null check (holder in ('PROVIDER', 'PERSON', 'MACHINE')),
    -- Operations that may need it; empty: all.
    operations text[] not null,
    -- How many days before its end one is warned.
    warn_days  int  not null check (warn_days between 1 and 365),
    source     text not null,
    region_code text check (region_code ~ '^\d{6}$')
);
insert into paper_kind (code, name, name_en, holder, operations, warn_days, source) values
    ('BUSINESS_LICENCE', '营业执照', 'business licence', 'PROVIDER', '{}', 60,
        '《市场主体登记管理条例》（国务院令第746号）'),
    ('COOPERATIVE_REGISTRATION', '农民专业合作社登记证明', 'cooperative registration', 'PROVIDER', '{}', 60,
        '《中华人民共和国农民专业合作社法》'),
    ('DRIVER_LICENCE', '拖拉机和联合收割机驾驶证', 'tractor and combine driver licence', 'PERSON',
        '{TILLAGE,SUBSOILING,SEEDING,HARVEST,STRAW_RETURN}', 60,
        '《农业机械安全监督管理条例》（国务院令第563号）；《拖拉机和联合收割机驾驶证管理规定》（农业部令2018年第1号），有效期 6 年'),
    ('MACHINE_REGISTRATION', '拖拉机和联合收割机行驶证', 'tractor and combine registration', 'MACHINE',
        '{TILLAGE,SUBSOILING,SEEDING,HARVEST,STRAW_RETURN}', 60,
        '《农业机械安全监督管理条例》（国务院令第563号）；《拖拉机和联合收割机登记规定》（农业部令2018年第2号）'),
    ('MACHINE_INSPECTION', '农机安全技术检验合格证明', 'machine safety inspection', 'MACHINE',
        '{TILLAGE,SUBSOILING,SEEDING,HARVEST,STRAW_RETURN}', 30,
        '《农业机械安全监督管理条例》（国务院令第563号）：拖拉机、联合收割机的安全检验每年一次'),
    ('UAV_OPERATOR', '农用无人驾驶航空器操作证书', 'agricultural drone operator certificate', 'PERSON', '{PLANT_PROTECTION,FERTILISING,SEEDING}',
        60, '《无人驾驶航空器飞行管理暂行条例》（国务院、中央军委令第761号）'),
    ('PLANT_PROTECTION_TRAINING', '植保田间作业人员培训证明', 'plant protection field worker training', 'PERSON', '{PLANT_PROTECTION}', 60,
        '《农作物病虫害防治条例》（国务院令第725号）第三十五条'),
    ('PESTICIDE_LICENCE', '农药经营许可证', 'pesticide licence', 'PROVIDER', '{PLANT_PROTECTION}', 90,
        '《农药管理条例》（国务院令第677号），有效期 5 年；自带农药施药的服务主体需要'),
    ('WORK_INJURY_INSURANCE', '作业人员工伤或意外伤害保险', 'work injury insurance', 'PROVIDER', '{PLANT_PROTECTION}', 30,
        '《农作物病虫害防治条例》（国务院令第725号）第三十七条'),
    ('LIABILITY_INSURANCE', '第三者责任保险', 'third-party liability insurance', 'PROVIDER', '{}', 30,
        '无统一的法律要求，是否需要由县里按服务项目方案决定');
revoke update, delete, truncate on paper_kind from siji_app;

-- What a county requires from a day on, or no longer requires. The latest row that names the operation holds.
create table paper_requirement (
    id          uuid primary key,
    region_code text        not null check (region_code ~ '^\d{6}$'),
    kind        text        not null references paper_kind,
    operations  text[]      not null,
    required    boolean     not null,
    valid_from  date        not null,
    source      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null
);
create index paper_requirement_region on paper_requirement (region_code, kind, valid_from);
revoke update, delete, truncate on paper_requirement from siji_app;

create table provider_paper (
    id              uuid primary key,
    provider_id     uuid        not null references provider,
    kind            text        not null references paper_kind,
    machine_id      uuid,
    -- A driver's licence bears the driver's identity number.
    number_enc      bytea       not null,
    number_key      bytea       not null,
    holder_name_enc bytea,
    issued_by       text        not null,
    valid_from      date        not null,
    -- Last day on which it holds; null: without end.
    valid_to        date,
    replaces        uuid references provider_paper constraint provider_paper_replaced_once unique,
    reason          text        not null,
    recorded_by     text        not null,
    recorded_at     timestamptz not null,
    constraint provider_paper_days check (valid_to >= valid_from),
    constraint provider_paper_reason check (replaces is null or reason <> '')
);
create index provider_paper_provider on provider_paper (provider_id, kind);
revoke update, delete, truncate on provider_paper from siji_app;

create table paper_inspection (
    id           uuid primary key,
    paper_id     uuid        not null references provider_paper,
    result       text        not null check (result in ('PASSED', 'REFUSED')),
    reason       text        not null check (reason <> ''),
    inspected_on date        not null,
    -- '' for the platform's operator.
    office_code  text        not null,
    office_role  text        not null,
    inspected_by text        not null,
    inspector    text        not null,
    recorded_at  timestamptz not null
);
create index paper_inspection_paper on paper_inspection (paper_id, id);
revoke update, delete, truncate on paper_inspection from siji_app;

create table paper_request (
    id          uuid primary key,
    provider_id uuid        not null references provider,
    kind        text        not null references paper_kind,
    needed_to   date        not null,
    reason      text        not null check (reason <> ''),
    office_code text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null,
    status      text        not null default 'OPEN' check (status in ('OPEN', 'BROUGHT', 'WITHDRAWN')),
    paper_id    uuid references provider_paper,
    closed_by   text,
    closed_at   timestamptz,
    constraint paper_request_closed check ((status = 'OPEN') = (closed_at is null) and (status = 'BROUGHT') = (paper_id is not null))
);
-- One asks once, whichever office asks.
create unique index paper_request_once on paper_request (provider_id, kind) where status = 'OPEN';
create index paper_request_provider on paper_request (provider_id, id);
revoke update, delete, truncate on paper_request from siji_app;
grant update (status, paper_id, closed_by, closed_at) on paper_request to siji_app;

-- The code on the provider's sheet. Whoever has it sees the public page; a renewed code leads nowhere any more.
create table provider_code (
    code        text primary key,
    provider_id uuid        not null references provider,
    reason      text        not null,
    made_by     text        not null,
    made_at     timestamptz not null,
    ended_at    timestamptz
);
create unique index provider_code_one on provider_code (provider_id) where ended_at is null;
revoke update, delete, truncate on provider_code from siji_app;
grant update (ended_at) on provider_code to siji_app;
