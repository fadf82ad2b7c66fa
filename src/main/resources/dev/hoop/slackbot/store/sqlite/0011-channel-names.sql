-- The channel that a name meant when it was first used. Whoever takes the name later gets nothing.
create table channel_name (
  name       text not null primary key,
  channel_id text not null
);
