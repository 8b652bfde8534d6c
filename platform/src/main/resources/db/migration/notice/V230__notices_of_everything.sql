-- One mechanism for everything that decides about money or land: what kind of decision, which one, what became of it.
alter table public_notice
    add column kind            text not null default 'SEASON_SETTLEMENT',
    add column subject_id      text not null default '',
    add column title           text not null default '',
    add column content_kind    text not null default 'SHEETS' check (content_kind in ('SHEETS', 'PAPER')),
    add column working_days    int,
    add column stands          boolean,
    add column conclusion      text,
    add column carried_out_on  date,
    add column carried_out_by  text,
    add constraint public_notice_conclusion check (closed_at is not null or stands is null and conclusion is null),
    add constraint public_notice_carried_out check (carried_out_on is null or coalesce(stands, true));
update public_notice set stands = true where closed_at is not null;
alter table public_notice alter column kind drop default;
-- A decision hangs on the wall once at a time.
create unique index public_notice_open_once on public_notice (kind, subject_id)
    where closed_at is null and kind <> 'SEASON_SETTLEMENT';
create index public_notice_subject on public_notice (kind, subject_id);
create index public_notice_place on public_notice (village_code text_pattern_ops, season, id);
grant update (stands, conclusion, carried_out_on, carried_out_by) on public_notice to siji_app;

-- Who brought the objection, and where its paper lies.
alter table objection
    add column channel     text not null default 'OFFICE' check (channel in ('HOUSEHOLD', 'LEADER', 'OFFICE', 'PAPER')),
    add column paper       text,
    add column received_on date,
    add constraint objection_paper check ((channel = 'PAPER') = (paper is not null and received_on is not null));

-- How long each kind stands and whether it has to be over before what was decided is carried out. Append-only; the latest row that
-- is in force counts, a county's own before the platform's.
create table notice_rule (
    id           uuid primary key,
    region_code  text check (region_code ~ '^\d{6}$'),
    kind         text        not null,
    working_days int         not null,
    blocks       boolean     not null,
    source       text        not null,
    valid_from   date        not null,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null,
    constraint notice_rule_days check (working_days between 1 and 60)
);
create index notice_rule_kind on notice_rule (kind, region_code, valid_from);
revoke update, delete, truncate on notice_rule from siji_app;
insert into notice_rule (id, kind, working_days, blocks, source, valid_from, recorded_by)
select ('00000000-0000-7000-8000-0000000002' || lpad(number::text, 2, '0'))::uuid, kind, 5, false,
    '平台默认值，不是任何县的规定；请县里按本县村务公开和农村集体资产管理的规定登记', '2000-01-01', 'siji'
from unnest(array['SEASON_SETTLEMENT', 'DIVIDEND', 'VOTE_CALLED', 'VOTE_RESULT', 'SHARE_MOVEMENT', 'CONTRIBUTION_RULE', 'AWARD',
    'CONTRACT', 'SUBSIDY_PAYMENTS', 'LAND_TRANSFER', 'TRUSTEESHIP', 'RENTS_DUE', 'IDLE_LAND', 'SURPLUS_LAND', 'OTHER'])
    with ordinality one(kind, number);
