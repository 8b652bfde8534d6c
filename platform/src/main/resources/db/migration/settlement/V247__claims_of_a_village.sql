-- A village's notice of what a fund paid there.
create index subsidy_claim_of_village on subsidy_claim (village_code, fund_id);
