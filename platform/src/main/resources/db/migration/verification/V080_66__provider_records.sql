-- A provider's record is read for one operation in the last seasons.
create index acceptance_record on acceptance (operation, season);
