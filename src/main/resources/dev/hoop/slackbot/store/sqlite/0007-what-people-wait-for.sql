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
