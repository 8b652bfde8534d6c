-- Measured coverage that a machine must have shown to be given such work; null: any machine. One without a record passes.
alter table dispatch_rule_row add column least_coverage_percent int check (least_coverage_percent between 1 and 100);
