-- How many shares a mu of each class of land is worth, since when, by whose decision. Append-only.
create table contribution_rule (
    id          uuid        primary key,
    entity_id   uuid        not null references entity,
    land_class  text        not null,
    numerator   bigint      not null,
    denominator bigint      not null,
    valid_from  date        not null,
    ground      text        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null,
    constraint contribution_rule_fraction check (numerator > 0 and denominator between 1 and 10000)
);
create index contribution_rule_entity on contribution_rule (entity_id, land_class, valid_from);

-- The undivided land of a village whose households hold shares without parcels (确权确股不确地). Append-only.
create table entity_land (
    id           uuid        primary key,
    entity_id    uuid        not null references entity,
    area_centimu bigint      not null check (area_centimu > 0),
    valid_from   date        not null,
    ground       text        not null,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null
);
create index entity_land_entity on entity_land (entity_id, valid_from);

-- A contiguous piece of land with books and a dividend of its own: the shares of its classes are those of its owners.
create table entity_block (
    entity_id    uuid        not null references entity,
    code         text        not null,
    name         text        not null,
    area_centimu bigint      not null check (area_centimu > 0),
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null,
    constraint entity_block_once primary key (entity_id, code)
);
alter table share_class add column block_code text,
    add constraint share_class_block foreign key (entity_id, block_code) references entity_block;
alter table entity_booking add column block_code text,
    add constraint entity_booking_block foreign key (entity_id, block_code) references entity_block;
alter table dividend add column block_code text,
    add constraint dividend_block foreign key (entity_id, block_code) references entity_block;
alter table dividend drop constraint dividend_once;
alter table dividend add constraint dividend_once unique nulls not distinct (entity_id, season, block_code);

-- Stakes of others than households: a provider, or another entity of the village.
alter table shareholder add column provider_id uuid, add column holder_entity_id uuid references entity,
    add constraint shareholder_one check (num_nonnulls(household_id, provider_id, holder_entity_id) <= 1),
    add constraint shareholder_not_itself check (holder_entity_id <> entity_id);

-- An entity that works for others: what its provider's account gets belongs to the entity.
create table entity_provider (
    entity_id   uuid        not null references entity,
    provider_id uuid        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null,
    constraint entity_provider_once primary key (entity_id),
    constraint entity_of_provider_once unique (provider_id)
);

-- Which household got how much of what was held back for a dead shareholder.
create table held_release_part (
    dividend_id  uuid   not null,
    holding_id   uuid   not null,
    household_id uuid   not null,
    amount_fen   bigint not null check (amount_fen > 0),
    primary key (dividend_id, holding_id, household_id),
    foreign key (dividend_id, holding_id) references held_release
);
revoke update, delete, truncate on contribution_rule, entity_land, entity_block, entity_provider, held_release_part from siji_app;
