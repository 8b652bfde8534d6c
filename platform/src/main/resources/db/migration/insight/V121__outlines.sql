-- The map keeps outlines that can be drawn as they are, instead of WKB; the server fills the empty table again when it starts.
delete from map_field;
alter table map_field drop column mercator;
-- See Outline.java: whole units of the projection, each corner with the zoom from which on it is needed.
alter table map_field add column outline bytea not null;
