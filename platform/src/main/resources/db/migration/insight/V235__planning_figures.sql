-- What a season is planned by, a village at a time: made from what others own, can be thrown away and made again (docs/decisions/008).
create table planning_village (
    season                    int              not null,
    village_code              text             not null,
    -- Everything that was recorded before is in.
    figures_at                timestamptz      not null,
    -- By which reckoning; a server with another one makes the figures again when it starts.
    reckoning                 int              not null,
    farmed_square_meters      double precision not null,
    ploughable_square_meters  double precision not null,
    sown_square_meters        double precision not null,
    recorded_square_meters    double precision not null,
    ploughed_square_meters    double precision not null,
    planted_square_meters     double precision not null,
    harvested_square_meters   double precision not null,
    collectives_fen           bigint           not null,
    gain_fen                  bigint           not null,
    gaining                   bigint           not null,
    appeals                   bigint           not null,
    disputes                  bigint           not null,
    primary key (season, village_code)
);

create table planning_operation (
    season                   int              not null,
    village_code             text             not null,
    operation                text             not null,
    needs                    bigint           not null,
    needed_square_meters     double precision not null,
    contracts                bigint           not null,
    contracted_square_meters double precision not null,
    done_centimu             bigint           not null,
    -- Coverage times area, so that the mean of several villages is a mean by area.
    covered_centimu          numeric          not null,
    gross_fen                bigint           not null,
    subsidy_fen              bigint           not null,
    primary key (season, village_code, operation)
);

create table planning_week (
    season                   int              not null,
    village_code             text             not null,
    operation                text             not null,
    monday                   date             not null,
    needed_square_meters     double precision not null,
    contracted_square_meters double precision not null,
    done_centimu             bigint           not null,
    planned_centimu          bigint           not null default 0,
    primary key (season, village_code, operation, monday)
);

-- Something happened there since its figures were made. Only added and taken away, so that two who work in one village never wait for
-- each other here. Without a season: in every season.
create table planning_mark (
    id           bigint      generated always as identity primary key,
    village_code text        not null,
    season       int,
    marked_at    timestamptz not null default clock_timestamp()
);
create index planning_mark_of_village on planning_mark (village_code, season);

-- What a village's figures are made from is found by village.
create index contract_settlement_of_village on contract_settlement (season, village_code);
