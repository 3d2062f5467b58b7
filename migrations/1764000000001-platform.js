/** Platform: tenant functions, outbox with the snapshot rule, inbox, idempotency, audit, files. */
export class Platform1764000000001 {
  name = 'Platform1764000000001';

  async up(runner) {
    await runner.query(`
      create extension if not exists pg_trgm;
      create extension if not exists btree_gist;
      create extension if not exists ltree;
      create extension if not exists intarray;
      create domain opaque_id as text collate "C" check (value ~ '^[a-z]{3}_[0-7][0-9a-z]{25}$');

      -- An unset or once-set setting reads as '' after the first transaction of a connection: '' must mean nobody.
      create function app_org() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.org', true), '') $$;
      create function app_kind() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.kind', true), '') $$;
      create function app_branch() returns ltree language sql stable parallel safe as $$ select nullif(current_setting('app.branch', true), '')::ltree $$;
      create function app_approved() returns boolean language sql stable parallel safe as $$ select coalesce(current_setting('app.approved', true), '') = 'true' $$;

      create table platform_outbox (
        id bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        position bigint unique,
        at timestamptz not null default clock_timestamp(),
        type text not null,
        subject_id text not null,
        organisation_id text,
        refs jsonb not null default '{}',
        notice jsonb,
        trace_id text not null
      );
      create index platform_outbox_pending on platform_outbox (xid, id) where position is null;
      alter table platform_outbox enable row level security;
      create policy outbox_announce on platform_outbox for insert to duijie_app, duijie_matcher with check (true);
      create policy outbox_relay on platform_outbox to duijie_relay using (true) with check (true);
      create policy outbox_handlers_read on platform_outbox for select to duijie_matcher using (true);
      create policy outbox_department_reads on platform_outbox for select to duijie_app using (app_kind() = 'DEPARTMENT');

      create table platform_relay (
        only_one boolean primary key default true check (only_one),
        stamped bigint not null default 0,
        delivered bigint not null default 0
      );
      insert into platform_relay default values;
      alter table platform_relay enable row level security;
      create policy relay_own on platform_relay to duijie_relay using (true) with check (true);
      create policy relay_watched on platform_relay for select to duijie_app using (app_kind() = 'DEPARTMENT');

      create table platform_inbox (
        handler text not null,
        outbox_id bigint not null,
        at timestamptz not null default clock_timestamp(),
        primary key (handler, outbox_id)
      );
      create index platform_inbox_age on platform_inbox (at);
      alter table platform_inbox enable row level security;
      create policy inbox_handlers on platform_inbox to duijie_app, duijie_matcher, duijie_relay using (true) with check (true);

      create table platform_idempotency (
        organisation_id text not null,
        deed text not null,
        key text not null check (length(key) between 1 and 200),
        input_hmac bytea not null,
        answer jsonb,
        at timestamptz not null default clock_timestamp(),
        primary key (organisation_id, deed, key)
      );
      create index platform_idempotency_age on platform_idempotency (at);
      alter table platform_idempotency enable row level security;
      create policy idempotency_own on platform_idempotency to duijie_app
        using (organisation_id = coalesce(app_org(), '')) with check (organisation_id = coalesce(app_org(), ''));

      -- position, previous and hash are filled in by the one worker that chains; a chain inside each write would serialise them.
      create table platform_audit (
        id opaque_id primary key,
        at timestamptz not null,
        organisation_id text,
        member_id text,
        trace_id text not null,
        deed text not null,
        subject_id text not null,
        because text,
        position bigint unique,
        previous bytea,
        hash bytea
      );
      create index platform_audit_subject on platform_audit (subject_id, at);
      create index platform_audit_organisation on platform_audit (organisation_id, id);
      alter table platform_audit enable row level security;
      create policy audit_write on platform_audit for insert to duijie_app, duijie_matcher with check (true);
      create policy audit_read on platform_audit for select to duijie_app using (organisation_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));

      create table platform_file (
        id opaque_id primary key,
        owner_id text not null,
        name text not null,
        size_bytes bigint not null,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        kind text not null,
        purpose text not null,
        state text not null default 'QUARANTINED' check (state in ('QUARANTINED', 'CLEAN', 'REFUSED')),
        created_at timestamptz not null,
        created_by text not null
      );
      create index platform_file_owner on platform_file (owner_id, id);
      alter table platform_file enable row level security;
      create policy file_own on platform_file to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());

      grant insert on platform_outbox to duijie_app, duijie_matcher;
      grant select on platform_outbox to duijie_app, duijie_matcher;
      grant select, update, delete on platform_outbox to duijie_relay;
      grant select, update on platform_relay to duijie_relay;
      grant select on platform_relay to duijie_app;
      grant select, insert on platform_inbox to duijie_app, duijie_matcher;
      grant select, insert, delete on platform_inbox to duijie_relay;
      grant select, insert, update, delete on platform_idempotency to duijie_app;
      grant insert, select on platform_audit to duijie_app;
      grant insert on platform_audit to duijie_matcher;
      grant select, insert, update on platform_file to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
