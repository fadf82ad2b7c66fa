-- When it was last time to remove what is old, and before when nothing is removed since the clock jumped;
-- no row before the first time.
create table pruning_clock (
  id         integer not null primary key check (id = 1),
  asked_at   bigint  not null,
  not_before bigint  not null
);

-- A mention is answered once because its answer is owed once.
drop table event;
