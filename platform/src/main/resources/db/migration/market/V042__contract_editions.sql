-- What a contract's sides agree on beside the price: benefit mode, milestones, deposit, penalties. Every wording is an edition with its
-- hashes; once sent, an edition never changes, a signed contract changes by a new edition that both sides sign.
alter table contract add column offered boolean not null default false;
alter table contract add column edition int not null default 1;
alter table contract add column version bigint not null default 1;

create table contract_edition (
    contract_id          uuid        not null references contract,
    edition              int         not null check (edition >= 1),
    state                text        not null check (state in ('DRAFT', 'PROPOSED', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN')),
    reason               text        not null default '',
    mode                 text        not null,
    terms                jsonb       not null,
    window_to            date        not null,
    dropped_needs        uuid[]      not null default '{}',
    text                 text        not null,
    text_sha256          char(64)    not null,
    text_sm3             char(64),
    signed_by_collective boolean     not null default false,
    signed_by_provider   boolean     not null default false,
    proposed_by          text        not null,
    proposed_at          timestamptz not null,
    in_force_at          timestamptz,
    primary key (contract_id, edition),
    constraint contract_edition_reason check (edition = 1 or reason <> '')
);
create unique index contract_edition_one_open on contract_edition (contract_id) where state in ('DRAFT', 'PROPOSED');
create unique index contract_edition_one_in_force on contract_edition (contract_id) where state = 'IN_FORCE';
create index contract_edition_sha256 on contract_edition (text_sha256);
create index contract_edition_sm3 on contract_edition (text_sm3);

insert into contract_edition (contract_id, edition, state, mode, terms, window_to, text, text_sha256, signed_by_collective,
    signed_by_provider, proposed_by, proposed_at, in_force_at)
select id, 1, case when status = 'DRAFT' then 'DRAFT' when signed_by_collective and signed_by_provider then 'IN_FORCE'
        when status = 'TERMINATED' then 'WITHDRAWN' else 'PROPOSED' end,
    mode, '{"supervisionFenPerMu": 0, "yield": null, "benefits": [], "depositFen": 0, "penalty": null, "milestones": [], "clause": ""}',
    window_to, text, text_sha256, signed_by_collective, signed_by_provider,
    coalesce((select by_username from contract_event e where e.subject_id = contract.id order by e.id limit 1), 'siji'), recorded_at,
    case when signed_by_collective and signed_by_provider then
        coalesce((select at from contract_event e where e.subject_id = contract.id and e.status = 'SIGNED' order by e.id limit 1),
            recorded_at) end
from contract;

create function contract_edition_frozen() returns trigger language plpgsql as $$
begin
    if old.state <> 'DRAFT' and (old.reason, old.mode, old.terms, old.window_to, old.dropped_needs, old.text, old.text_sha256)
        is distinct from (new.reason, new.mode, new.terms, new.window_to, new.dropped_needs, new.text, new.text_sha256) then
        raise exception 'edition % of contract % was sent and stays as it is', old.edition, old.contract_id
            using errcode = 'check_violation', constraint = 'contract_edition_frozen';
    end if;
    return new;
end $$;
create trigger contract_edition_frozen before update on contract_edition
    for each row execute function contract_edition_frozen();
revoke delete, truncate on contract_edition from siji_app;

-- A need that left the contract by an amendment.
create table contract_need_dropped (
    contract_id uuid not null,
    need_id     uuid not null,
    edition     int  not null,
    primary key (contract_id, need_id),
    foreign key (contract_id, need_id) references contract_need,
    foreign key (contract_id, edition) references contract_edition
);
create index contract_need_by_need on contract_need (need_id);
revoke update, delete, truncate on contract_need_dropped from siji_app;

create table contract_milestone (
    id           uuid primary key,
    contract_id  uuid not null references contract,
    position     int  not null,
    kind         text not null,
    name         text not null,
    due_on       date not null,
    proof        text not null,
    done_on      date,
    done_note    text,
    done_by      text,
    done_side    text check (done_side in ('COLLECTIVE', 'PROVIDER')),
    confirmed_by text,
    confirmed_at timestamptz,
    dropped_in   int,
    version      bigint not null default 1,
    constraint contract_milestone_done check ((done_on is null) = (done_by is null) and (done_on is null) = (done_side is null)
        and (confirmed_by is null or done_on is not null))
);
create index contract_milestone_contract on contract_milestone (contract_id, position);

create table contract_milestone_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index contract_milestone_event_subject on contract_milestone_event (subject_id);
revoke update, delete, truncate on contract_milestone_event from siji_app;
