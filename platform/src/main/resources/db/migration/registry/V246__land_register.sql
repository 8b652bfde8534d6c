-- The land register is read by village in the order of the parcels' codes, and by household, also as it was known in the past.
create index parcel_of_village_by_code on parcel (village_code, code);
create index tenure_of_household on tenure (household_id);
create index field_cultivator_history on field_cultivator (cultivator_id);
