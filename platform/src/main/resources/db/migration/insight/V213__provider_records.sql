-- A provider's record reads all that was decided about its work, season by season.
create index acceptance_provider on acceptance (provider_id, season);
