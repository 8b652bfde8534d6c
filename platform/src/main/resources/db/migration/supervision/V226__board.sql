-- How long an inspection may take is said by the sampling rule of its county.
delete from supervision_term where name = 'INSPECTION';

create index trouble_report_contract on trouble_report (contract_id, id) where contract_id is not null;
