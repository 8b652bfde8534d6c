-- What the map shows, ready to be drawn: made from the registry's fields and the events of all stations; can be thrown away and made again.
create table map_field (
    field_id           uuid             primary key,
    village_code       text             not null,
    name               text             not null,
    area_square_meters double precision not null,
    -- WKB in metres of the web's Mercator projection (EPSG:3857), because PostgreSQL compares boxes only to 1e-6.
    mercator           bytea            not null,
    bbox               box              not null
);
create index on map_field using gist (bbox);
create index on map_field (village_code);

-- How far the last thing wanted on a field has come.
create table map_station (
    season   int  not null,
    field_id uuid not null,
    station  text not null,
    primary key (season, field_id)
);

-- Whose work orders lie on which fields: what a provider may see.
create table map_provider_field (
    provider_id uuid not null,
    field_id    uuid not null,
    primary key (provider_id, field_id)
);
