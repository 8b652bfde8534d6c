-- What group leaders wrote on their phones, as it came in, with the answer that was given: added, never changed.
create table intake_entry (
    -- Made on the phone; what becomes of the entry (a need, a piece of evidence) carries it too.
    id           uuid        primary key,
    user_id      uuid        not null references app_user,
    username     text        not null,
    village_code text        not null,
    seq          bigint,
    kind         text        not null check (kind in ('NEED', 'NEED_CANCEL', 'MARK', 'EVIDENCE')),
    base_version int,
    -- Text: a phone whose clock is wrong, or says no time at all, is heard like any other.
    phone_clock  text,
    -- Text as well: as it was written, in the order in which it was written.
    body         text        not null,
    body_hash    text        not null,
    received_at  timestamptz not null,
    answer       text        not null check (answer in ('DONE', 'CONFLICT', 'REFUSED')),
    outcome      text        not null
);
create index intake_entry_by_user on intake_entry (user_id, id);
create index intake_entry_waiting on intake_entry (village_code, id) where answer <> 'DONE';
revoke update, delete, truncate on intake_entry from siji_app;

-- Words that came under the id of other words: refused, not lost.
create table intake_other_body (
    id          uuid        primary key,
    entry_id    uuid        not null references intake_entry,
    user_id     uuid        not null references app_user,
    body        text        not null,
    body_hash   text        not null,
    received_at timestamptz not null,
    constraint intake_other_body_once unique (entry_id, user_id, body_hash)
);
revoke update, delete, truncate on intake_other_body from siji_app;

create table intake_settlement (
    entry_id    uuid        primary key references intake_entry,
    keep        text        not null check (keep in ('MINE', 'THEIRS')),
    by_username text        not null,
    at          timestamptz not null
);
revoke update, delete, truncate on intake_settlement from siji_app;
