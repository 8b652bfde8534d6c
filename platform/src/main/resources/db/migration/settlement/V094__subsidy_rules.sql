-- By which rule a fund pays is data of its own, in versions that are only added to. Version 1 is what stood in the fund's row.
create table subsidy_rule (
    fund_id               uuid          not null references fund,
    version               int           not null check (version > 0),
    fen_per_mu            bigint        not null,
    min_coverage          numeric(5, 4) not null,
    cap_fen_per_household bigint,
    cap_fen_per_provider  bigint,
    max_price_share       numeric(5, 4),
    once_per_ground       boolean       not null,
    exclude_other_funds   boolean       not null,
    reason                text          not null,
    recorded_at           timestamptz   not null default now(),
    recorded_by           text          not null,
    primary key (fund_id, version),
    constraint subsidy_rule_values check (fen_per_mu > 0 and min_coverage between 0 and 1
        and (cap_fen_per_household is null or cap_fen_per_household > 0)
        and (cap_fen_per_provider is null or cap_fen_per_provider > 0)
        and (max_price_share is null or (max_price_share > 0 and max_price_share <= 1)))
);
insert into subsidy_rule (fund_id, version, fen_per_mu, min_coverage, cap_fen_per_household, once_per_ground, exclude_other_funds,
    reason, recorded_at, recorded_by)
select id, 1, fen_per_mu, min_coverage, cap_fen_per_cultivator, false, false, '设立资金时的规则', recorded_at, recorded_by from fund;
alter table fund drop column fen_per_mu, drop column min_coverage, drop column cap_fen_per_cultivator;
alter table fund add constraint fund_amounts check (budget_fen > 0);

-- Who or what gets nothing: all that is named must fit. A provider's own land is the provider together with the cultivator.
create table subsidy_exclusion (
    id            uuid        primary key,
    fund_id       uuid        not null references fund,
    field_id      uuid,
    cultivator_id uuid,
    provider_id   uuid,
    reason        text        not null,
    recorded_at   timestamptz not null default now(),
    recorded_by   text        not null,
    lifted_reason text,
    lifted_at     timestamptz,
    lifted_by     text,
    constraint subsidy_exclusion_of check (num_nonnulls(field_id, cultivator_id, provider_id) > 0),
    constraint subsidy_exclusion_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_reason is null))
);
create index subsidy_exclusion_fund on subsidy_exclusion (fund_id) where lifted_at is null;

-- What a rule looks at beside the bill. The beneficiary is the household, or the cultivator who has none.
alter table bill_line add column coverage numeric(5, 4), add column field_centimu bigint, add column beneficiary_id uuid;
alter table bill_line disable trigger ledger_append_only;
update bill_line b set coverage = a.coverage,
    field_centimu = greatest(b.payable_centimu, round(a.field_square_meters::numeric * 15 / 100))
from acceptance a where a.id = b.acceptance_id;
update bill_line b set beneficiary_id = coalesce(
    (select c.household_id from cultivator c where c.id = b.cultivator_id), b.cultivator_id);
update bill_line set coverage = 1, field_centimu = payable_centimu where coverage is null;
alter table bill_line enable trigger ledger_append_only;
alter table bill_line alter column coverage set not null, alter column field_centimu set not null,
    alter column beneficiary_id set not null;
-- A simulation reads a season's lines in this order.
create index bill_line_operation on bill_line (season, operation, acceptance_id);

alter table subsidy_claim add column rule_version int, add column counted_centimu bigint, add column beneficiary_id uuid,
    add column provider_id uuid, add column field_id uuid, add column reason_args text[] not null default '{}';
alter table subsidy_claim disable trigger ledger_append_only;
update subsidy_claim c set rule_version = 1, beneficiary_id = b.beneficiary_id, provider_id = b.provider_id, field_id = b.field_id,
    counted_centimu = case when c.paid_fen > 0 then c.payable_centimu else 0 end,
    reason_args = case c.reason_code
        when 'subsidy.coverage-low' then array[trim_scale(b.coverage * 100)::text, trim_scale(r.min_coverage * 100)::text]
        when 'subsidy.capped' then array[trim_scale(r.cap_fen_per_household / 100.0)::text] else '{}' end
from bill_line b, subsidy_rule r where b.acceptance_id = c.acceptance_id and r.fund_id = c.fund_id;
alter table subsidy_claim enable trigger ledger_append_only;
alter table subsidy_claim alter column rule_version set not null, alter column counted_centimu set not null,
    alter column beneficiary_id set not null, alter column provider_id set not null, alter column field_id set not null;
alter table subsidy_claim add foreign key (fund_id, rule_version) references subsidy_rule;
create index subsidy_claim_beneficiary on subsidy_claim (fund_id, beneficiary_id);
create index subsidy_claim_provider on subsidy_claim (fund_id, provider_id);
create index subsidy_claim_field on subsidy_claim (fund_id, field_id);
create index subsidy_claim_page on subsidy_claim (fund_id, id);
drop index subsidy_claim_cultivator;

revoke update, delete, truncate on subsidy_rule from siji_app;
revoke update, delete, truncate on subsidy_exclusion from siji_app;
grant update (lifted_reason, lifted_at, lifted_by) on subsidy_exclusion to siji_app;
