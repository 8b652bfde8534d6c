-- A trusteeship is renewed as one of its own, and can end before its time.
alter table trusteeship add column renews uuid references trusteeship constraint trusteeship_renewed_once unique;
create index trusteeship_trustee on trusteeship (trustee_kind, trustee_id, id);

create table trusteeship_end (
    trusteeship_id uuid        primary key references trusteeship,
    ended_on       date        not null,
    reason         text        not null,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null
);
revoke update, delete, truncate on trusteeship_end from siji_app;
