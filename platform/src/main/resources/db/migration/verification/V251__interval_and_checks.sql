-- What the covered area of the field may really be: in nine of ten cases it lies between the two. Measurements from before have none.
alter table measured_work
    add column interval_low_square_meters  double precision,
    add column interval_high_square_meters double precision,
    add constraint measured_work_interval check (interval_low_square_meters <= interval_high_square_meters);
