-- Who wants the same plan each time limits the search by its steps, not by the clock.
alter table dispatch_plan add column most_iterations bigint check (most_iterations > 0);
