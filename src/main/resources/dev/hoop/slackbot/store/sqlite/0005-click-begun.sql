-- When a verdict was about to be sent for a click: only then may one that stands in the gateway be
-- the click's own. Of clicks from before this column it cannot be told, so they keep their chance.
alter table click add column begun_at bigint;

update click set begun_at = received_at where settled_at is null;
