-- What the platform's own records show needs nobody to say it: such a milestone has no side, and either side may confirm it.
alter table contract_milestone drop constraint contract_milestone_done;
alter table contract_milestone add constraint contract_milestone_done check ((done_on is null) = (done_by is null)
    and (done_side is null or done_on is not null) and (done_on is null or done_side is not null or done_by = 'siji')
    and (confirmed_by is null or done_on is not null));
