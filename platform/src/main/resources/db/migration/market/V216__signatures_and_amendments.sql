-- Who signed which wording, how: with the SM2 key of his account, on paper that was photographed, or (before there were keys) by a click.
create table contract_signature (
    id          uuid primary key,
    contract_id uuid        not null,
    edition     int         not null,
    side        text        not null check (side in ('COLLECTIVE', 'PROVIDER')),
    kind        text        not null check (kind in ('SM2', 'PAPER', 'CLICK')),
    -- The name as it is to be read; recorded_by is the login.
    signer      text        not null,
    signed_on   date        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    -- Of the text that was signed; empty for texts of which none was kept.
    text_sm3    text        not null,
    key_id      uuid,
    signature   bytea,
    evidence_id uuid,
    foreign key (contract_id, edition) references contract_edition,
    constraint contract_signature_once unique (contract_id, edition, side),
    constraint contract_signature_kind check ((kind = 'SM2') = (key_id is not null) and (kind = 'SM2') = (signature is not null)
        and (kind = 'PAPER') = (evidence_id is not null))
);
revoke update, delete, truncate on contract_signature from siji_app;

insert into contract_signature (id, contract_id, edition, side, kind, signer, signed_on, recorded_by, recorded_at, text_sm3)
select gen_random_uuid(), e.contract_id, e.edition, s.side, 'CLICK', coalesce(v.by_username, 'siji'),
    (coalesce(v.at, e.proposed_at) at time zone 'Asia/Shanghai')::date, coalesce(v.by_username, 'siji'),
    coalesce(v.at, e.proposed_at), coalesce(e.text_sm3, '')
from contract_edition e cross join (values ('COLLECTIVE'), ('PROVIDER')) s(side)
left join lateral (select by_username, at from contract_event
    where subject_id = e.contract_id and reason = 'contract.signed-by-' || s.side order by id limit 1) v on true
where case s.side when 'COLLECTIVE' then e.signed_by_collective else e.signed_by_provider end;

-- What an amendment changes beside the terms: price, window, needs. price_from is what was agreed; price_holds_from what came of it once
-- both had signed: never for work that was measured before.
alter table contract_edition add column window_from date;
alter table contract_edition add column bundle_price_fen_per_mu bigint;
alter table contract_edition add column price_from date;
alter table contract_edition add column price_holds_from date;
alter table contract_edition add column added_needs uuid[] not null default '{}';
alter table contract_edition add column changes text[] not null default '{}';
alter table contract_edition add column proposed_side text not null default 'COLLECTIVE'
    check (proposed_side in ('COLLECTIVE', 'PROVIDER'));
alter table contract_edition add column closed_by text;
alter table contract_edition add column closed_reason text;
update contract_edition e set window_from = c.window_from, bundle_price_fen_per_mu = c.bundle_price_fen_per_mu
from contract c where c.id = e.contract_id;
alter table contract_edition alter column window_from set not null;
alter table contract_edition alter column bundle_price_fen_per_mu set not null;

create or replace function contract_edition_frozen() returns trigger language plpgsql as $$
begin
    if old.state <> 'DRAFT' and (old.reason, old.mode, old.terms, old.window_from, old.window_to, old.bundle_price_fen_per_mu,
            old.price_from, old.dropped_needs, old.added_needs, old.changes, old.text, old.text_sha256, old.proposed_side)
        is distinct from (new.reason, new.mode, new.terms, new.window_from, new.window_to, new.bundle_price_fen_per_mu,
            new.price_from, new.dropped_needs, new.added_needs, new.changes, new.text, new.text_sha256, new.proposed_side) then
        raise exception 'edition % of contract % was sent and stays as it is', old.edition, old.contract_id
            using errcode = 'check_violation', constraint = 'contract_edition_frozen';
    end if;
    return new;
end $$;
