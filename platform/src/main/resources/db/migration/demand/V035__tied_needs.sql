-- Needs with the same tie belong to one offer and are bundled only with each other.
alter table need add column tie uuid;
create index need_by_tie on need (tie) where tie is not null;
