-- What operators said from their cabs, as it came in, with the answer that was given: added, never changed.
create table cab_step (
    -- Made on the phone.
    id                uuid             primary key,
    -- As the phone named it; nothing is lost, not even what was said of an order that is not there.
    work_order_id     uuid             not null,
    user_id           uuid             not null references app_user,
    operator_name     text             not null,
    provider_id       uuid             not null,
    seq               bigint,
    kind              text             not null check (kind in ('START', 'PAUSE', 'GO_ON', 'DONE', 'PROBLEM')),
    problem           text check (problem in ('MACHINE_BROKEN', 'FIELD_WET', 'NO_WAY_IN', 'NOT_READY', 'WRONG_FIELD', 'STOPPED', 'OTHER')),
    note              text             not null default '',
    lon               double precision,
    lat               double precision,
    -- Text: a phone whose clock is wrong, or says no time at all, is heard like any other.
    phone_clock       text,
    -- How the phone's time was taken, and the time that counts: never after it was received.
    clock             text             not null check (clock in ('RIGHT', 'CORRECTED', 'AHEAD', 'LONG_AGO', 'NONE')),
    clock_off_seconds bigint,
    counted_at        timestamptz      not null,
    received_at       timestamptz      not null,
    body_hash         text             not null,
    answer            text             not null check (answer in ('DONE', 'CONFLICT', 'REFUSED')),
    problem_code      text,
    problem_words     text,
    constraint cab_step_problem check ((kind = 'PROBLEM') = (problem is not null)),
    constraint cab_step_answer check ((answer = 'DONE') = (problem_code is null) and (problem_code is null) = (problem_words is null)),
    constraint cab_step_counted check (counted_at <= received_at)
);
create index cab_step_of_order on cab_step (work_order_id);
create index cab_step_of_user on cab_step (user_id, received_at);
revoke update, delete, truncate on cab_step from siji_app;

-- Words that came under the id of other words: refused, not lost.
create table cab_other_step (
    id          uuid        primary key,
    step_id     uuid        not null references cab_step,
    user_id     uuid        not null references app_user,
    body        text        not null,
    body_hash   text        not null,
    received_at timestamptz not null,
    constraint cab_other_step_once unique (step_id, user_id, body_hash)
);
revoke update, delete, truncate on cab_other_step from siji_app;
