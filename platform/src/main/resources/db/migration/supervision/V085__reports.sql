-- What people report from the field, to be answered by the village clerk in time.
create table supervision_term (
    name         text primary key,
    working_days int not null check (working_days between 1 and 250)
);
insert into supervision_term (name, working_days) values ('REPORT', 3), ('INSPECTION', 5);
revoke update, delete, truncate on supervision_term from siji_app;

create table trouble_report (
    id            uuid        primary key,
    village_code  char(12)    not null,
    season        int         not null,
    kind          text        not null check (kind in ('NOT_COME', 'BAD_WORK', 'DAMAGE', 'MONEY', 'INPUTS', 'OTHER')),
    words         text        not null,
    work_order_id uuid,
    contract_id   uuid,
    field_id      uuid,
    -- What people call the subject, as it was.
    subject_name  text        not null,
    -- Whose land it is about; a large grower has no household.
    cultivator_id uuid,
    household_id  uuid,
    lon           double precision,
    lat           double precision,
    reporter_id   uuid        not null,
    reporter_role text        not null,
    reported_by   text        not null,
    reported_at   timestamptz not null,
    due_on        date        not null,
    status        text        not null default 'OPEN' check (status in ('OPEN', 'ANSWERED', 'DISPUTED')),
    answer        text,
    answered_by   text,
    answered_at   timestamptz,
    dispute_id    uuid,
    constraint trouble_report_place check ((lon is null) = (lat is null) and abs(lon) <= 180 and abs(lat) <= 90),
    constraint trouble_report_answer check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)
        and (status <> 'ANSWERED' or answer is not null) and ((status = 'DISPUTED') = (dispute_id is not null)))
);
create index trouble_report_village on trouble_report (village_code, id);
create index trouble_report_open on trouble_report (village_code, due_on) where status = 'OPEN';
create index trouble_report_reporter on trouble_report (reporter_id, id);
create index trouble_report_household on trouble_report (household_id, id) where household_id is not null;
-- What was said stays as it was said: only what becomes of it is written.
revoke update, delete, truncate on trouble_report from siji_app;
grant update (status, answer, answered_by, answered_at, dispute_id) on trouble_report to siji_app;
