-- People have to decide on the work: shown beside the station.
alter table map_station add column in_review boolean not null default false;
