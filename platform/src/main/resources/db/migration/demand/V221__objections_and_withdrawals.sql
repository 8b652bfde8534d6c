-- What a member says against a draft. Kept with its answer, also when the bundle is given up.
create table bundle_objection (
    id           uuid primary key,
    bundle_id    uuid        not null references bundle,
    village_code text        not null,
    household_id uuid        not null,
    text         text        not null,
    filed_by     text        not null,
    filed_at     timestamptz not null,
    -- LAPSED: the bundle was given up before anybody answered.
    outcome      text check (outcome in ('UPHELD', 'REJECTED', 'LAPSED')),
    answer       text,
    answered_by  text,
    answered_at  timestamptz,
    constraint bundle_objection_answered check ((outcome is null) = (answered_at is null))
);
create index bundle_objection_bundle on bundle_objection (bundle_id, id);
create index bundle_objection_village on bundle_objection (village_code, id);
create index bundle_objection_household on bundle_objection (household_id, id);
revoke update, delete, truncate on bundle_objection from siji_app;
grant update (outcome, answer, answered_by, answered_at) on bundle_objection to siji_app;

-- A household no longer wants what was entered for it. What stands in a closed bundle is decided by the village.
create table need_withdrawal (
    id                uuid primary key,
    need_id           uuid        not null references need,
    village_code      text        not null,
    household_id      uuid,
    -- The closed bundle that held the need when it was asked; null where it was open and gone at once.
    bundle_id         uuid references bundle,
    reason            text        not null,
    confirmation_kind text        not null,
    confirmation_note text        not null,
    asked_by          text        not null,
    asked_at          timestamptz not null,
    outcome           text check (outcome in ('DONE', 'GRANTED', 'REFUSED', 'LAPSED')),
    answer            text,
    answered_by       text,
    answered_at       timestamptz,
    constraint need_withdrawal_answered check ((outcome is null) = (answered_at is null))
);
create unique index need_withdrawal_one_open on need_withdrawal (need_id) where outcome is null;
create index need_withdrawal_village on need_withdrawal (village_code, id);
create index need_withdrawal_household on need_withdrawal (household_id, id);
create index need_withdrawal_bundle on need_withdrawal (bundle_id) where outcome is null;
revoke update, delete, truncate on need_withdrawal from siji_app;
grant update (outcome, answer, answered_by, answered_at) on need_withdrawal to siji_app;
