-- Who moved which household into which area, and out of which one: only added to.
create table duty_move (
    id           uuid        primary key,
    household_id uuid        not null references household,
    village_code text        not null,
    from_area_id uuid        references duty_area,
    to_area_id   uuid        not null references duty_area,
    moved_by     text        not null,
    moved_at     timestamptz not null default now()
);
create index duty_move_of_village on duty_move (village_code, id);
create index duty_move_of_household on duty_move (household_id);
revoke update, delete, truncate on duty_move from siji_app;

-- What all marks of a household and season come to, so that a county's progress is one grouped query. Kept by the database itself:
-- whoever adds a mark, in whatever order marks arrive from phones that were offline.
create table duty_standing (
    season         int         not null,
    household_id   uuid        not null references household,
    met            boolean     not null,
    data_confirmed boolean     not null,
    need_entered   boolean     not null,
    latest         text        not null,
    latest_at      timestamptz not null,
    -- Nothing is left to be asked there.
    done           boolean     not null generated always as (data_confirmed or need_entered or latest = 'REFUSED') stored,
    primary key (season, household_id)
);
create function duty_keep_standing() returns trigger language plpgsql as $$
begin
    insert into duty_standing as s (season, household_id, met, data_confirmed, need_entered, latest, latest_at)
    values (new.season, new.household_id, new.state <> 'NOT_MET', new.state = 'DATA_CONFIRMED', new.state = 'NEED_ENTERED',
        new.state, new.at)
    on conflict (season, household_id) do update set
        met = s.met or excluded.met,
        data_confirmed = s.data_confirmed or excluded.data_confirmed,
        need_entered = s.need_entered or excluded.need_entered,
        latest = case when excluded.latest_at >= s.latest_at then excluded.latest else s.latest end,
        latest_at = greatest(s.latest_at, excluded.latest_at);
    return null;
end $$;
insert into duty_standing (season, household_id, met, data_confirmed, need_entered, latest, latest_at)
select season, household_id, bool_or(state <> 'NOT_MET'), bool_or(state = 'DATA_CONFIRMED'), bool_or(state = 'NEED_ENTERED'),
       (array_agg(state order by at desc, id desc))[1], max(at)
from duty_mark group by season, household_id;
create trigger duty_standing_of_mark after insert on duty_mark for each row execute function duty_keep_standing();
revoke delete, truncate on duty_standing from siji_app;
