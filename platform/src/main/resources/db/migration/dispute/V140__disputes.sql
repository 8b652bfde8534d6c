-- Disputes over a work order or a contract go up a ladder with deadlines; every step is kept as it was.

-- How many working days for what: a level of the ladder, taking it one level up, raising a dispute at all.
create table dispute_term (
    name         text primary key,
    working_days int not null check (working_days between 1 and 250)
);
insert into dispute_term (name, working_days) values
    ('GROUP', 3), ('VILLAGE', 5), ('TOWNSHIP', 10), ('COUNTY', 15), ('ESCALATION', 5), ('OPENING', 30);

create table dispute (
    id            uuid        primary key,
    village_code  char(12)    not null,
    season        int         not null,
    work_order_id uuid,
    contract_id   uuid        not null,
    number        text        not null,
    provider_id   uuid        not null,
    cultivator_id uuid,
    household_id  uuid,
    claimant      text        not null check (claimant in ('HOUSEHOLD', 'PROVIDER', 'COLLECTIVE')),
    respondent    text        not null check (respondent in ('HOUSEHOLD', 'PROVIDER', 'COLLECTIVE')),
    claim         text        not null,
    level         text        not null check (level in ('GROUP', 'VILLAGE', 'TOWNSHIP', 'COUNTY')),
    status        text        not null default 'OPEN' check (status in ('OPEN', 'SETTLED', 'CLOSED')),
    level_due_on  date        not null,
    rejected_on   date,
    proposal_id   uuid,
    opened_at     timestamptz not null,
    opened_by     text        not null,
    constraint dispute_sides check (claimant <> respondent),
    constraint dispute_cultivator check ((cultivator_id is not null) = ('HOUSEHOLD' in (claimant, respondent)))
);
create index dispute_village on dispute (village_code, id);
create index dispute_provider on dispute (provider_id, id);
create index dispute_household on dispute (household_id) where household_id is not null;
-- The same two sides settle the same thing once. Which of them complains makes no difference.
create unique index dispute_once on dispute (coalesce(work_order_id, contract_id), least(claimant, respondent),
    greatest(claimant, respondent), coalesce(cultivator_id, '00000000-0000-0000-0000-000000000000')) where status <> 'CLOSED';

create table dispute_step (
    id             uuid        primary key,
    dispute_id     uuid        not null references dispute,
    level          text        not null,
    kind           text        not null check (kind in ('OPENED', 'HEARING', 'PROPOSAL', 'ACCEPTED_BY', 'REJECTED_BY', 'ESCALATED',
                                   'REMEASURED', 'SETTLED', 'CLOSED')),
    side           text,
    text           text,
    held_on        date,
    place          text,
    attendants     text,
    amount_fen     bigint,
    payer          text,
    payee          text,
    remeasure      boolean     not null default false,
    changed        boolean,
    proposal_id    uuid        references dispute_step,
    appeal_id      uuid,
    transaction_id uuid,
    recorded_at    timestamptz not null,
    recorded_by    text        not null,
    constraint dispute_step_amount check ((amount_fen is null) = (payer is null) and (amount_fen is null) = (payee is null)
        and amount_fen > 0 and payer <> payee),
    constraint dispute_step_hearing check ((kind = 'HEARING') = (held_on is not null and place is not null and attendants is not null)),
    constraint dispute_step_side check ((side is not null) or kind not in ('OPENED', 'ACCEPTED_BY', 'REJECTED_BY', 'ESCALATED'))
);
create index dispute_step_dispute on dispute_step (dispute_id, id);
create unique index dispute_answer_once on dispute_step (proposal_id, side) where kind in ('ACCEPTED_BY', 'REJECTED_BY');

-- What a settlement moves. Adds to whatever kinds there are, so that it doesn't matter which other migration went before.
do $$
declare
    kinds text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conname = 'ledger_transaction_kind_check';
    alter table ledger_transaction drop constraint ledger_transaction_kind_check;
    execute 'alter table ledger_transaction add constraint ledger_transaction_kind_check '
        || replace(kinds, 'ARRAY[', 'ARRAY[''DISPUTE''::text, ');
end $$;

revoke update, delete, truncate on dispute_step, dispute_term from siji_app;
revoke delete, truncate on dispute from siji_app;
