-- Since when a card has been waiting to be brought up to date, for people who ask how long it takes.
alter table card add column stale_since bigint not null default 0;

update card
set stale_since = (select r.updated_at from review r where r.review_id = card.review_id)
where stale = 1;
