-- A package's promise that was broken on a field: what its rule says comes back, decided by a person. Paid at most once per field.
create table package_refund (
    id                uuid primary key,
    taking_id         uuid        not null references package_taking,
    field_id          uuid        not null,
    field_name        text        not null,
    -- The operation's place in the package; null where the promise is about the whole (yield).
    position          int,
    -- Jin per mu as weighed, for a promised yield.
    measured          int,
    decision          text        not null check (decision in ('GRANTED', 'REFUSED')),
    amount_fen        bigint      not null check (amount_fen >= 0),
    -- Who pays: a provider, or the collective of a village.
    payer_provider_id uuid,
    payer_village     text,
    why               text        not null,
    reason            text        not null,
    transaction_id    uuid,
    decided_by        text        not null,
    decided_at        timestamptz not null,
    constraint package_refund_payer check ((payer_provider_id is null) <> (payer_village is null)),
    constraint package_refund_paid check (decision = 'GRANTED' or transaction_id is null)
);
create unique index package_refund_once on package_refund (taking_id, field_id) where decision = 'GRANTED';
create index package_refund_payer on package_refund (payer_provider_id, id);
revoke update, delete, truncate on package_refund from siji_app;
