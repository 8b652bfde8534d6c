-- Which villages' work a plan holds, written once with it: an office's list would look through all stops of the county.
create table dispatch_plan_village (
    plan_id      uuid        not null references dispatch_plan,
    village_code varchar(12) not null,
    primary key (plan_id, village_code)
);
create index dispatch_plan_of_village on dispatch_plan_village (village_code text_pattern_ops, plan_id);
insert into dispatch_plan_village (plan_id, village_code)
select s.plan_id, o.village_code from dispatch_stop s join work_order o on o.id = s.work_order_id
union
select u.plan_id, o.village_code from dispatch_unassigned u join work_order o on o.id = u.work_order_id;
