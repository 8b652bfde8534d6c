create index dispute_contract on dispute (contract_id, id);
create index dispute_open on dispute (village_code, season) where status = 'OPEN';
