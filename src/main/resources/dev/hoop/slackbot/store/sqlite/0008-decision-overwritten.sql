-- How often a verdict that the gateway had confirmed was found overwritten there: 1 once it was cast
-- again, 2 once its author was told.
alter table decision add column overwritten integer not null default 0;

-- Asked for at each start.
create index decision_decided on decision (decided_at);
