-- How often a message may have arrived though its answer was lost, as card.perhaps counts for a card.
alter table owed add column perhaps integer not null default 0;
