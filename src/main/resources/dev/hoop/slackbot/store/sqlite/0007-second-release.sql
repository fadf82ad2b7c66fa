-- The revision by which somebody's decision became part of the story: a card that shows less is one that
-- people wait for, while later revisions only add detail. Which of the two made a card stale before this
-- column came is not known, so all of those go first.
alter table review add column urgent_revision bigint not null default 0;

update review set urgent_revision = revision;

-- What is counted for ever, though the rows it is about are forgotten.
create table tally (
  name   text   not null primary key,
  amount bigint not null
);

-- How often a verdict that the gateway had confirmed was found overwritten there: 1 once it was cast
-- again, 2 once its author was told.
alter table decision add column overwritten integer not null default 0;

-- Whether it was read back often enough to be believed. Those from before this column are old.
alter table decision add column verified integer not null default 0;

update decision set verified = 1;

create index decision_unverified on decision (review_id) where verified = 0;

-- When it was last time to remove what is old, and before when nothing is removed since the clock jumped;
-- no row before the first time.
create table pruning_clock (
  id         integer not null primary key check (id = 1),
  asked_at   bigint  not null,
  not_before bigint  not null
);

-- A mention is answered once because its answer is owed once.
drop table event;

-- How often a message may have arrived though its answer was lost, as card.perhaps counts for a card.
alter table owed add column perhaps integer not null default 0;

-- The channel that a name meant when it was first used. Whoever takes the name later gets nothing.
create table channel_name (
  name       text not null primary key,
  channel_id text not null
);

-- Whether a click was settled though its verdict, whose answer was lost, may still count.
alter table click add column lost integer not null default 0;
