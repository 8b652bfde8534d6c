-- An agreement that ends before its time gets a new version; the first version's id stays the agreement's.
alter table transfer add column version_of uuid references transfer;
create index transfer_version on transfer (version_of) where version_of is not null;
