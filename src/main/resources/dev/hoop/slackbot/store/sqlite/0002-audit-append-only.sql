-- In SQLite's own dialect, the only script that is.

create trigger audit_no_update before update on audit
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_no_delete before delete on audit
begin
  select raise(abort, 'the audit log is append-only');
end;

-- "insert or replace" deletes without firing a delete trigger.
create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where seq = new.seq)
begin
  select raise(abort, 'the audit log is append-only');
end;
