-- One row per acceptance that money followed: what the bill was computed from. A superseded acceptance keeps its row.
create table bill_line (
    acceptance_id               uuid primary key,
    supersedes_acceptance_id    uuid references bill_line,
    work_order_id               uuid     not null,
    contract_id                 uuid     not null,
    provider_id                 uuid     not null,
    cultivator_id               uuid     not null,
    field_id                    uuid     not null,
    village_code                char(12) not null,
    season                      int      not null,
    operation                   text     not null,
    payable_centimu             bigint   not null check (payable_centimu >= 0),
    single_price_fen_per_mu     bigint   not null check (single_price_fen_per_mu >= 0),
    bundle_price_fen_per_mu     bigint   not null check (bundle_price_fen_per_mu >= 0),
    gross_fen                   bigint   not null,
    provider_fen                bigint   not null,
    pool_fen                    bigint   not null,
    transaction_id              uuid references ledger_transaction,
    recorded_at                 timestamptz not null default now(),
    constraint bill_line_superseded_once unique (supersedes_acceptance_id),
    constraint bill_line_adds_up check (gross_fen = provider_fen + pool_fen)
);
create unique index bill_line_first on bill_line (work_order_id) where supersedes_acceptance_id is null;
create index bill_line_contract on bill_line (contract_id);
create index bill_line_place on bill_line (season, village_code);
create index bill_line_cultivator on bill_line (cultivator_id);
create index bill_line_provider on bill_line (provider_id);

-- Public money for accepted work, out of a budget. The rule is data in the fund's row.
create table fund (
    id                     uuid primary key,
    region_code            text          not null check (region_code ~ '^\d{6}(\d{3})?(\d{3})?$'),
    name                   text          not null,
    operation              text          not null,
    season                 int           not null,
    budget_fen             bigint        not null,
    fen_per_mu             bigint        not null,
    min_coverage           numeric(5, 4) not null,
    cap_fen_per_cultivator bigint,
    source                 text,
    recorded_at            timestamptz   not null default now(),
    recorded_by            text          not null,
    constraint fund_name unique (region_code, season, name),
    constraint fund_amounts check (budget_fen > 0 and fen_per_mu > 0 and min_coverage between 0 and 1
        and (cap_fen_per_cultivator is null or cap_fen_per_cultivator > 0))
);

create table subsidy_claim (
    id              uuid primary key,
    fund_id         uuid     not null references fund,
    acceptance_id   uuid     not null references bill_line,
    cultivator_id   uuid     not null,
    village_code    char(12) not null,
    payable_centimu bigint   not null,
    claim_fen       bigint   not null check (claim_fen >= 0),
    paid_fen        bigint   not null,
    reason_code     text     not null,
    transaction_id  uuid references ledger_transaction,
    recorded_at     timestamptz not null default now(),
    constraint subsidy_claim_once unique (fund_id, acceptance_id),
    constraint subsidy_claim_paid check (0 <= paid_fen and paid_fen <= claim_fen)
);
create index subsidy_claim_acceptance on subsidy_claim (acceptance_id);
create index subsidy_claim_cultivator on subsidy_claim (fund_id, cultivator_id);

-- A run shares a contract's gain pool out; after an appeal the run is counter-posted and a new one made.
create table contract_settlement (
    contract_id             uuid        not null,
    run                     int         not null,
    village_code            char(12)    not null,
    season                  int         not null,
    service_fee_fen_per_mu  bigint      not null,
    payable_centimu         bigint      not null,
    pool_fen                bigint      not null check (pool_fen >= 0),
    fee_fen                 bigint      not null check (fee_fen >= 0),
    shared_fen              bigint      not null,
    transaction_id          uuid references ledger_transaction,
    settled_at              timestamptz not null default now(),
    settled_by              text        not null,
    primary key (contract_id, run),
    constraint contract_settlement_adds_up check (pool_fen = fee_fen + shared_fen)
);

create table gain_share (
    contract_id   uuid   not null,
    run           int    not null,
    acceptance_id uuid   not null references bill_line,
    cultivator_id uuid   not null,
    weight        bigint not null,
    share_fen     bigint not null check (share_fen >= 0),
    primary key (contract_id, run, acceptance_id),
    foreign key (contract_id, run) references contract_settlement
);
create index gain_share_acceptance on gain_share (acceptance_id);

create table payment (
    id             uuid primary key,
    account_id     uuid        not null references ledger_account,
    direction      text        not null check (direction in ('IN', 'OUT')),
    amount_fen     bigint      not null,
    evidence       text        not null,
    on_date        date        not null,
    transaction_id uuid        not null references ledger_transaction,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null,
    constraint payment_amount check (amount_fen > 0)
);
create index payment_account on payment (account_id);

create trigger ledger_append_only before update or delete on bill_line for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on subsidy_claim for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on contract_settlement for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on gain_share for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on payment for each row execute function ledger_append_only();
revoke update, delete, truncate on bill_line, fund, subsidy_claim, contract_settlement, gain_share, payment from siji_app;
