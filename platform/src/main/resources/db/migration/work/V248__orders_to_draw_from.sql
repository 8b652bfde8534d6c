-- How many orders a sample would be drawn from, for a whole county while its form is open.
create index work_order_to_draw on work_order (season, operation, village_code, status) where not replaced;
