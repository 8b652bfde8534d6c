-- What is owned together, who holds which shares in it since when and why, and what it decided by vote.
create table entity (
    id            uuid        primary key,
    village_code  char(12)    not null,
    name          text        not null,
    kind          text        not null check (kind in ('LAND_SHARE_COOPERATIVE', 'SHARES_WITHOUT_PARCELS', 'MACHINERY_COOPERATIVE',
                                  'PLANT_PROTECTION_TEAM', 'OTHER')),
    founded_on    date        not null,
    recorded_at   timestamptz not null default now(),
    recorded_by   text        not null,
    constraint entity_name unique (village_code, name)
);

-- What a share of the class gives a right to.
create table share_class (
    entity_id                uuid    not null references entity,
    code                     text    not null,
    name                     text    not null,
    guaranteed_fen_per_share bigint  not null,
    takes_dividend           boolean not null,
    votes                    boolean not null,
    primary key (entity_id, code),
    constraint share_class_guarantee check (guaranteed_fen_per_share >= 0)
);

-- A person of a household, the household as a whole, or the village collective. Shares are reckoned by person where they were given
-- by head, so that a death or a birth can be followed.
create table shareholder (
    id           uuid        primary key,
    entity_id    uuid        not null references entity,
    village_code char(12)    not null,
    household_id uuid,
    person_enc   bytea,
    died_on      date,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null
);
create index shareholder_entity on shareholder (entity_id, id);
create index shareholder_household on shareholder (household_id) where household_id is not null;

-- Why holdings changed: append-only. What was given and taken is in the holdings that point here.
create table share_movement (
    id           uuid        primary key,
    entity_id    uuid        not null references entity,
    kind         text        not null check (kind in ('ADMISSION', 'EXIT', 'INHERITANCE', 'SPLIT', 'TRANSFER')),
    effective_on date        not null,
    ground       text        not null,
    vote_id      uuid,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null
);
create index share_movement_entity on share_movement (entity_id, id);

-- How many shares, exactly: an inheritance by three leaves 10/3 to each. Two times: valid and recorded.
create table share_holding (
    id               uuid        primary key,
    entity_id        uuid        not null references entity,
    shareholder_id   uuid        not null references shareholder,
    class_code       text        not null,
    numerator        bigint      not null,
    denominator      bigint      not null,
    valid_from       date        not null,
    valid_to         date,
    opened_by        uuid        not null references share_movement,
    closed_by        uuid        references share_movement,
    recorded_at      timestamptz not null default now(),
    foreign key (entity_id, class_code) references share_class,
    constraint share_holding_fraction check (numerator > 0 and denominator between 1 and 1000000000),
    constraint share_holding_days check (valid_to is null or valid_to > valid_from),
    constraint share_holding_closed check ((valid_to is null) = (closed_by is null)),
    constraint share_holding_once exclude using gist
        (shareholder_id with =, class_code with =, daterange(valid_from, valid_to) with &&)
);
create index share_holding_entity on share_holding (entity_id, shareholder_id);

-- A contribution of management rights: the parcel's area and class, and what was given for it.
create table share_contribution (
    movement_id        uuid          not null references share_movement,
    parcel_id          uuid          not null,
    parcel_code        text          not null,
    area_centimu       bigint        not null check (area_centimu > 0),
    land_class         text          not null,
    shares_numerator   bigint        not null check (shares_numerator > 0),
    shares_denominator bigint        not null check (shares_denominator > 0),
    valid_to           date          not null,
    primary key (movement_id, parcel_id)
);
create index share_contribution_parcel on share_contribution (parcel_id);

-- What passes from one to another neither makes nor loses a share.
create function share_movement_adds_up() returns trigger language plpgsql as $$
declare
    movement share_movement;
    one      numeric := 1;
    part     record;
    taken    numeric;
    given    numeric;
begin
    select * into movement from share_movement where id = new.opened_by or id = new.closed_by
        order by id desc limit 1;
    if movement.kind not in ('INHERITANCE', 'SPLIT', 'TRANSFER') then
        return null;
    end if;
    for part in select denominator from share_holding where opened_by = movement.id or closed_by = movement.id loop
        one := lcm(one, part.denominator::numeric);
    end loop;
    select coalesce(sum(numerator * div(one, denominator::numeric)) filter (where closed_by = movement.id), 0),
           coalesce(sum(numerator * div(one, denominator::numeric)) filter (where opened_by = movement.id), 0)
        into taken, given from share_holding where opened_by = movement.id or closed_by = movement.id;
    if taken <> given then
        raise exception 'movement % takes % and gives % of %', movement.id, taken, given, one
            using errcode = 'check_violation', constraint = 'share_movement_adds_up';
    end if;
    return null;
end $$;
create constraint trigger share_movement_adds_up after insert or update on share_holding
    deferrable initially deferred for each row execute function share_movement_adds_up();

create table vote (
    id                   uuid        primary key,
    entity_id            uuid        not null references entity,
    subject              text        not null check (subject in ('PROVISIONS', 'ADMISSION', 'EXIT', 'OTHER')),
    question             text        not null,
    counted_by           text        not null check (counted_by in ('HEAD', 'SHARE')),
    quorum_numerator     int         not null,
    quorum_denominator   int         not null,
    majority_numerator   int         not null,
    majority_denominator int         not null,
    reserve_basis_points int,
    welfare_basis_points int,
    record_on            date        not null,
    closes_on            date        not null,
    opened_at            timestamptz not null default now(),
    opened_by            text        not null,
    outcome              text        check (outcome in ('PASSED', 'REJECTED', 'NO_QUORUM')),
    closed_at            timestamptz,
    closed_by            text,
    constraint vote_quorum check (quorum_numerator between 1 and quorum_denominator),
    constraint vote_majority check (majority_numerator between 1 and majority_denominator),
    constraint vote_provisions check ((subject = 'PROVISIONS') = (reserve_basis_points is not null and welfare_basis_points is not null)),
    constraint vote_percentages check (reserve_basis_points >= 0 and welfare_basis_points >= 0
        and reserve_basis_points + welfare_basis_points <= 10000)
);
create index vote_entity on vote (entity_id, id);
alter table share_movement add constraint share_movement_vote foreign key (vote_id) references vote;

create table ballot (
    vote_id        uuid        not null references vote,
    shareholder_id uuid        not null references shareholder,
    choice         text        not null check (choice in ('YES', 'NO', 'ABSTAIN')),
    evidence       text        not null,
    cast_at        timestamptz not null default now(),
    cast_by        text        not null,
    constraint ballot_once primary key (vote_id, shareholder_id)
);

-- Income and cost of an entity, each with its paper.
create table entity_booking (
    id             uuid        primary key,
    entity_id      uuid        not null references entity,
    season         int         not null,
    direction      text        not null check (direction in ('INCOME', 'COST')),
    amount_fen     bigint      not null,
    purpose        text        not null,
    evidence       text        not null,
    on_date        date        not null,
    transaction_id uuid        not null,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null,
    constraint entity_booking_amount check (amount_fen > 0)
);
create index entity_booking_season on entity_booking (entity_id, season);

create table dividend (
    id                 uuid        primary key,
    entity_id          uuid        not null references entity,
    season             int         not null,
    village_code       char(12)    not null,
    record_on          date        not null,
    vote_id            uuid        not null references vote,
    income_fen         bigint      not null,
    cost_fen           bigint      not null,
    reserve_fen        bigint      not null,
    welfare_fen        bigint      not null,
    from_reserve_fen   bigint      not null,
    guaranteed_fen     bigint      not null,
    missing_fen        bigint      not null,
    dividend_fen       bigint      not null,
    kept_fen           bigint      not null,
    transaction_id     uuid,
    decided_at         timestamptz not null default now(),
    decided_by         text        not null,
    constraint dividend_once unique (entity_id, season),
    constraint dividend_adds_up check (greatest(income_fen - cost_fen, 0) + from_reserve_fen
        = reserve_fen + welfare_fen + guaranteed_fen + dividend_fen + kept_fen)
);

create table dividend_line (
    dividend_id    uuid    not null references dividend,
    holding_id     uuid    not null references share_holding,
    shareholder_id uuid    not null references shareholder,
    class_code     text    not null,
    numerator      bigint  not null,
    denominator    bigint  not null,
    due_fen        bigint  not null,
    guaranteed_fen bigint  not null,
    dividend_fen   bigint  not null,
    held           boolean not null,
    primary key (dividend_id, holding_id)
);
create index dividend_line_shareholder on dividend_line (shareholder_id);

-- What was held back for a dead shareholder, given out to the heirs.
create table held_release (
    dividend_id    uuid not null,
    holding_id     uuid not null,
    movement_id    uuid not null references share_movement,
    transaction_id uuid not null,
    primary key (dividend_id, holding_id),
    foreign key (dividend_id, holding_id) references dividend_line
);

create table payment_list (
    id          uuid        primary key,
    dividend_id uuid        not null references dividend,
    number      int         not null,
    made_at     timestamptz not null default now(),
    made_by     text        not null,
    constraint payment_list_number unique (dividend_id, number)
);
create table payment_list_line (
    id              uuid        primary key,
    payment_list_id uuid        not null references payment_list,
    household_id    uuid        not null,
    amount_fen      bigint      not null check (amount_fen > 0),
    transaction_id  uuid        not null,
    returned_on     date,
    return_reason   text,
    returned_by     text,
    return_transaction_id uuid,
    constraint payment_list_line_once unique (payment_list_id, household_id),
    constraint payment_list_line_returned check ((returned_on is null) = (return_reason is null)
        and (returned_on is null) = (return_transaction_id is null))
);

revoke update, delete, truncate on entity, share_class, share_movement, share_contribution, ballot, entity_booking, dividend, dividend_line,
    held_release, payment_list from siji_app;
revoke delete, truncate on shareholder, share_holding, vote, payment_list_line from siji_app;
