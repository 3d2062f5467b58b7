/** platform: the audit trail is chained by one worker, and what is chained changes no more. */
export class AuditChain1764000000051 {
  name = 'AuditChain1764000000051';

  async up(runner) {
    await runner.query(`
      -- The transaction of a row says when it may be chained: below every transaction still open, as for the outbox.
      alter table platform_audit add column xid xid8 not null default pg_current_xact_id(),
        add constraint platform_audit_linked check ((position is null) = (previous is null) and (position is null) = (hash is null));
      create index platform_audit_pending on platform_audit (xid, id) where position is null;

      create table platform_audit_chain (
        only_one boolean primary key default true check (only_one),
        position bigint not null default 0,
        hash bytea not null default decode(repeat('00', 32), 'hex')
      );
      insert into platform_audit_chain default values;
      alter table platform_audit_chain enable row level security;
      create policy audit_chain_own on platform_audit_chain to duijie_relay using (true) with check (true);
      create policy audit_chain_watched on platform_audit_chain for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      grant select, update on platform_audit_chain to duijie_relay;
      grant select on platform_audit_chain to duijie_app;

      -- Who writes a row says nothing of its place; the chaining worker says nothing else.
      revoke insert on platform_audit from duijie_app, duijie_matcher;
      grant insert (id, at, organisation_id, member_id, trace_id, deed, subject_id, because) on platform_audit to duijie_app, duijie_matcher;
      grant select on platform_audit to duijie_relay;
      grant update (position, previous, hash) on platform_audit to duijie_relay;
      create policy audit_chained_read on platform_audit for select to duijie_relay using (true);
      create policy audit_chain on platform_audit for update to duijie_relay using (position is null) with check (position is not null);

      -- The owner is no exception: an erased person is a member id here, which stands for nobody any more.
      create function platform_audit_stands() returns trigger language plpgsql as $$
        begin raise exception 'The audit row % is chained and changes no more.', old.id using errcode = 'restrict_violation'; end $$;
      create trigger platform_audit_stands before update or delete on platform_audit
        for each row when (old.position is not null) execute function platform_audit_stands();
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
