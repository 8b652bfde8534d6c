-- What the checks for errors and forgery said of a log when it came in, with the numbers that they looked at. Null: came in before.
alter table track_log add column checks jsonb;
