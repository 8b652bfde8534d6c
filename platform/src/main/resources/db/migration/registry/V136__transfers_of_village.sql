-- A village's agreements are read a page at a time, in the order in which they were made.
create index transfer_of_village on transfer (village_code, (coalesce(version_of, id))) where recorded_until is null;
create index transfer_of_household on transfer (from_household_id) where recorded_until is null;
