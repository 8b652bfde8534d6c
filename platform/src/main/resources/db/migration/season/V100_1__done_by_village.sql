-- A season's work is added up by village.
create index operation_done_of_village on operation_done (season, village_code text_pattern_ops) where superseded_at is null;
