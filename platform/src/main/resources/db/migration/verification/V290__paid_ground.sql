-- The same ground is paid for once, whichever order, machine or field record asks. How often an operation may rightly come back to
-- the same ground: at most so many times in a season's year, and works fewer days apart than that are one and the same work.
create table operation_times (
    operation        text primary key,
    times_per_season int  not null check (times_per_season between 1 and 99),
    days_between     int  not null check (days_between between 0 and 366),
    source           text not null
);
insert into operation_times (operation, times_per_season, days_between, source) values
    ('TILLAGE',          2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('SEEDLING_RAISING', 2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('TRANSPLANTING',    2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('SEEDING',          2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('HARVEST',          2, 45, '平台默认：双季稻或再生稻一年收两次；两次相隔不少于 45 天'),
    ('STRAW_RETURN',     2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('DRYING',           2, 45, '平台默认：双季稻一年两茬，每茬一次；两茬相隔不少于 45 天'),
    ('SUBSOILING',       1,  0, '平台默认：一年只深松一次'),
    ('FERTILISING',      8,  3, '平台默认：每茬基肥、分蘖肥、穗肥、粒肥，两茬；相隔不少于 3 天'),
    ('PLANT_PROTECTION', 12, 2, '平台默认：每茬最多六次，两茬；相隔不少于 2 天'),
    ('IRRIGATION',       60, 1, '平台默认：不限茬次，同一天只算一次');
revoke insert, update, delete, truncate on operation_times from siji_app;

-- A county's own number goes before the default.
alter table acceptance_rule add column times_per_season int check (times_per_season between 1 and 99);

-- Which paid orders the ground has in common with this one's, as it was found at the decision; null: nobody looked, as before 2026-11.
alter table acceptance
    add column ground_check   jsonb,
    add column second_payment boolean not null default false;
