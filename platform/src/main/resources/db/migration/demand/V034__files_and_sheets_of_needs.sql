-- Needs that come from a clerk's Excel file: tried first, taken in afterwards.
create table need_file (
    id            uuid primary key,
    village_code  char(12)    not null,
    season        int         not null,
    file_name     text        not null,
    sha256        char(64)    not null,
    -- Both hold names of people: encrypted. The answer is the file again with the problems beside the rows.
    content_enc   bytea       not null,
    answer_enc    bytea       not null,
    filled_rows   int         not null,
    fresh_rows    int         not null,
    already_rows  int         not null,
    wrong_rows    int         not null,
    problems      jsonb       not null,
    status        text        not null,
    uploaded_by   text        not null,
    uploaded_at   timestamptz not null,
    taken_by      text,
    taken_at      timestamptz,
    constraint need_file_taken check ((status = 'TAKEN') = (taken_by is not null) and (taken_by is null) = (taken_at is null))
);
create index need_file_by_village on need_file (village_code, season);

-- Which row of the file became which need.
create table need_file_row (
    need_id      uuid primary key references need,
    need_file_id uuid not null references need_file,
    row_number   int  not null
);
create index need_file_row_by_file on need_file_row (need_file_id);
revoke update, delete, truncate on need_file_row from siji_app;

-- A printed sheet of a household and a season. The code on it can't be guessed, and opens nothing without a login.
create table need_sheet (
    id           uuid primary key,
    household_id uuid        not null,
    village_code char(12)    not null,
    season       int         not null,
    code         text        not null,
    printed_by   text        not null,
    printed_at   timestamptz not null,
    signed_by    text,
    signed_at    timestamptz,
    constraint need_sheet_one unique (household_id, season),
    constraint need_sheet_code unique (code)
);
create index need_sheet_by_village on need_sheet (village_code, season);
