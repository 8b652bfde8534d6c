-- The map asks what is under way on one field.
create index work_order_by_field on work_order (field_id);
