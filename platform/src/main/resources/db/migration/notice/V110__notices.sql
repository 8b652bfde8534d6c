-- A public notice is a snapshot: what was shown stays as it was shown, with its hash, whatever is corrected later.
create table public_notice (
    id            uuid primary key,
    village_code  char(12)    not null,
    season        int         not null,
    number        int         not null,
    contract_ids  uuid[]      not null,
    content       text        not null,
    sha256        char(64)    not null,
    published_at  timestamptz not null,
    published_by  text        not null,
    objections_to timestamptz not null,
    closed_at     timestamptz,
    closed_by     text,
    constraint public_notice_number unique (village_code, season, number),
    constraint public_notice_sha256 check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    constraint public_notice_deadline check (objections_to > published_at)
);
revoke update, delete, truncate on public_notice from siji_app;
grant update (closed_at, closed_by) on public_notice to siji_app;

create table objection (
    id           uuid primary key,
    notice_id    uuid        not null references public_notice,
    household_id uuid        not null,
    text         text        not null,
    filed_at     timestamptz not null,
    filed_by     text        not null,
    outcome      text check (outcome in ('UPHELD', 'REJECTED')),
    answer       text,
    answered_at  timestamptz,
    answered_by  text,
    constraint objection_answer check ((outcome is null) = (answer is null) and (outcome is null) = (answered_at is null))
);
create index objection_notice on objection (notice_id);
revoke update, delete, truncate on objection from siji_app;
grant update (outcome, answer, answered_at, answered_by) on objection to siji_app;
