-- The last row that was removed on purpose: the chain begins anew from its hash.
create table audit_anchor (
  id   integer not null primary key check (id = 1),
  seq  bigint  not null,
  hash text    not null
);

insert into audit_anchor (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- In SQLite's own dialect from here on.

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

drop trigger audit_no_delete;

create trigger audit_no_delete before delete on audit
when old.seq > coalesce((select seq from audit_anchor where id = 1), 0)
begin
  select raise(abort, 'the audit log is append-only');
end;

-- What was removed cannot come back either.
drop trigger audit_no_replace;

create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where seq = new.seq)
  or new.seq <= coalesce((select seq from audit_anchor where id = 1), 0)
begin
  select raise(abort, 'the audit log is append-only');
end;
