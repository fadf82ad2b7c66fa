-- Instants are microseconds since 1970; flags are 0 or 1.
-- A message that was not posted yet has the ts '' rather than null, since nulls never collide in a
-- unique index. A due_at of 0 means at once.

create table review (
  review_id   text    not null primary key,
  session_id  text    not null,
  story       text    not null,
  stage       text    not null,
  is_over     integer not null,
  waits       integer not null,
  fingerprint text    not null,
  next_look   bigint,
  looks       integer not null,
  created_at  bigint  not null,
  revision    bigint  not null,
  updated_at  bigint  not null
);

-- What the poll asks every second must not cost more as the history grows.
create index review_followed on review (created_at) where is_over = 0;
create index review_waiting on review (created_at) where waits = 1;
create index review_over on review (updated_at) where is_over = 1;

-- asked_channel is where the card was meant to go, channel_id where Slack says it stands: a name
-- becomes an id once it is posted. place is the order in which a review's cards came. perhaps says
-- that a copy may stand in Slack of which nothing is known, since the end of its post was lost.
-- stale_since: when the card began to wait to be brought up to date.
create table card (
  review_id      text    not null references review (review_id),
  channel_id     text    not null,
  ts             text    not null default '',
  asked_channel  text    not null,
  place          integer not null,
  shown_revision bigint  not null,
  stale          integer not null,
  due_at         bigint  not null default 0,
  attempts       integer not null default 0,
  dropped        integer not null default 0,
  perhaps        integer not null default 0,
  stale_since    bigint  not null default 0,
  primary key (review_id, channel_id, ts)
);

create index card_message on card (channel_id, ts);
create index card_stale on card (due_at) where stale = 1;

-- Cards that were clicked before their review was known.
create table adoption (
  review_id  text   not null,
  channel_id text   not null,
  ts         text   not null,
  adopted_at bigint not null,
  primary key (review_id, channel_id, ts)
);

create table owed (
  owed_key     text    not null primary key,
  recipient    text    not null,
  slack_user   text,
  channel_id   text,
  ts           text,
  response_url text,
  message      text    not null,
  blocks       text    not null,
  created_at   bigint  not null,
  due_at       bigint  not null default 0,
  attempts     integer not null default 0,
  paid_at      bigint
);

create index owed_unpaid on owed (due_at) where paid_at is null;
create index owed_paid on owed (paid_at) where paid_at is not null;

-- begun_at: when a verdict was about to be sent; only then may one that stands in the gateway be the
-- click's own.
create table click (
  click_key    text   not null primary key,
  slack_user   text   not null,
  team         text   not null,
  channel_id   text,
  message_ts   text,
  review_id    text   not null,
  group_name   text   not null,
  verdict      text   not null,
  reason       text   not null,
  window_start text,
  window_end   text,
  response_url text,
  received_at  bigint not null,
  settled_at   bigint,
  begun_at     bigint
);

create index click_unsettled on click (received_at) where settled_at is null;
create index click_settled on click (settled_at) where settled_at is not null;

create table decision (
  click_key  text   not null primary key,
  review_id  text   not null,
  group_name text   not null,
  verdict    text   not null,
  slack_user text   not null,
  name       text   not null,
  email      text   not null,
  decided_at bigint not null
);

create index decision_review on decision (review_id);

create table event (
  event_id text   not null primary key,
  seen_at  bigint not null
);

create index event_seen on event (seen_at);

create table link (
  slack_id text   not null,
  subject  text   not null,
  seen_at  bigint not null,
  primary key (slack_id, subject)
);

-- One row once links were taken in for the first time.
create table link_state (
  id         integer not null primary key check (id = 1),
  started_at bigint  not null
);

create table approver_key (
  email      text not null primary key,
  key_id     text not null,
  name       text not null,
  group_name text not null,
  sealed     text not null
);

create table audit (
  seq        bigint not null primary key,
  at         bigint not null,
  step       text   not null,
  review_id  text   not null,
  session    text   not null,
  connection text   not null,
  slack_user text   not null,
  email      text   not null,
  verdict    text   not null,
  group_name text   not null,
  credential text   not null,
  outcome    text   not null,
  prev_hash  text   not null,
  hash       text   not null
);

create index audit_review on audit (review_id);

-- The last row's place and hash: the chain alone would not miss rows cut off its end.
create table audit_head (
  id   integer not null primary key check (id = 1),
  seq  bigint  not null,
  hash text    not null
);

insert into audit_head (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The last row that was removed on purpose: the chain begins anew from its hash.
create table audit_anchor (
  id   integer not null primary key check (id = 1),
  seq  bigint  not null,
  hash text    not null
);

insert into audit_anchor (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The triggers are in SQLite's own dialect.

create trigger audit_no_update before update on audit
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_no_delete before delete on audit
when old.seq > coalesce((select seq from audit_anchor where id = 1), 0)
begin
  select raise(abort, 'the audit log is append-only');
end;

-- "insert or replace" deletes without firing a delete trigger, and what was removed cannot come back.
create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where seq = new.seq)
  or new.seq <= coalesce((select seq from audit_anchor where id = 1), 0)
begin
  select raise(abort, 'the audit log is append-only');
end;

-- Nothing but a row that is there can become the anchor, so that it cannot be put where it hides
-- that rows are missing.
create trigger audit_anchor_forward before update on audit_anchor
when new.id <> 1
  or new.seq < old.seq
  or not exists (select 1 from audit where seq = new.seq and hash = new.hash)
begin
  select raise(abort, 'the audit log is append-only: the anchor names no later row');
end;

create trigger audit_anchor_no_delete before delete on audit_anchor
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_anchor_no_insert before insert on audit_anchor
begin
  select raise(abort, 'the audit log is append-only');
end;

-- The settings that the cards were last shown by, as the bot tells them; no row before the first start
-- that writes it.
create table card_settings (
  id       integer not null primary key check (id = 1),
  in_force text    not null
);
