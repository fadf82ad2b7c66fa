-- The settings that the cards were last shown by, as the bot tells them; no row before the first start
-- that writes it.
create table card_settings (
  id       integer not null primary key check (id = 1),
  in_force text    not null
);
