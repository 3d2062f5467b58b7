/** organisation: telephones of accounts, codes by SMS, second factors, invitations, and what a person sees of its own sessions. */
export class WaysIn1764000000013 {
  name = 'WaysIn1764000000013';

  async up(runner) {
    await runner.query(`
      -- What is a person's own whatever organisation it acts for: sessions, factors, the account itself.
      create function app_account() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.account', true), '') $$;

      alter table organisation_account
        add column phone text unique check (phone ~ '^1[3-9][0-9]{9}$'),
        add column phone_verified_at timestamptz,
        add check ((phone is null) = (phone_verified_at is null));
      create policy account_change_own on organisation_account for update to duijie_app using (id = app_account()) with check (id = app_account());

      alter table organisation_session
        add column device text,
        add column first_factor text not null default 'PASSWORD' check (first_factor in ('PASSWORD', 'SMS')),
        add column second_factor_at timestamptz;
      create policy session_read_own on organisation_session for select to duijie_app using (account_id = app_account());
      create policy session_change_own on organisation_session for update to duijie_app using (account_id = app_account()) with check (account_id = app_account());

      create table organisation_totp (
        account_id opaque_id primary key references organisation_account,
        -- Encrypted with a key that the database has not; pending until its first code came back.
        sealed_secret text,
        pending_secret text,
        confirmed_at timestamptz,
        last_step bigint not null default 0,
        created_at timestamptz not null,
        check ((sealed_secret is null) = (confirmed_at is null))
      );
      alter table organisation_totp enable row level security;
      create policy totp_own on organisation_totp to duijie_app using (account_id = app_account()) with check (account_id = app_account());

      create table organisation_recovery_code (
        account_id opaque_id not null references organisation_account,
        code_digest text not null,
        used_at timestamptz,
        created_at timestamptz not null,
        primary key (account_id, code_digest)
      );
      alter table organisation_recovery_code enable row level security;
      create policy recovery_code_own on organisation_recovery_code to duijie_app using (account_id = app_account()) with check (account_id = app_account());

      -- A code that was asked for. The code itself is nowhere: it follows from the id and a key that the database has not.
      create table organisation_code (
        id opaque_id primary key,
        purpose text not null check (purpose in ('SIGN_IN', 'SECOND_FACTOR', 'PHONE')),
        phone text not null check (phone ~ '^1[3-9][0-9]{9}$'),
        account_id opaque_id references organisation_account,
        tries smallint not null default 0,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        sent_at timestamptz,
        used_at timestamptz
      );
      create index organisation_code_phone on organisation_code (phone, created_at);
      create index organisation_code_age on organisation_code (created_at);
      alter table organisation_code enable row level security;
      create policy code_platform on organisation_code to duijie_app using (app_kind() = 'SYSTEM') with check (app_kind() = 'SYSTEM');

      create table organisation_invitation (
        id opaque_id primary key,
        organisation_id opaque_id not null references organisation,
        roles text[] not null,
        display_name text,
        phone text check (phone ~ '^1[3-9][0-9]{9}$'),
        token_digest text not null unique,
        invited_by opaque_id not null references organisation_member,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        sent_at timestamptz,
        withdrawn_at timestamptz,
        accepted_at timestamptz,
        member_id opaque_id references organisation_member
      );
      create index organisation_invitation_of on organisation_invitation (organisation_id, id);
      alter table organisation_invitation enable row level security;
      create policy invitation_own on organisation_invitation to duijie_app
        using (organisation_id = app_org() or app_kind() = 'SYSTEM') with check (organisation_id = app_org() or app_kind() = 'SYSTEM');

      -- More is told of a session than before, and the answer of a function cannot be widened in place.
      drop function organisation_session_of(text);
      create function organisation_session_of(wanted_hash text)
        returns table (session_id text, account_id text, member_id text, organisation_id text, kind text, branch text, state text,
                       roles text[], created_at timestamptz, last_seen_at timestamptz, revoked_at timestamptz, second_factor_at timestamptz, totp boolean)
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.account_id, m.id, o.id, o.kind, o.branch::text, o.state, m.roles, s.created_at, s.last_seen_at,
                 coalesce(s.revoked_at, m.disabled_at, a.disabled_at), s.second_factor_at,
                 exists (select from organisation_totp t where t.account_id = s.account_id and t.confirmed_at is not null)
          from organisation_session s
          join organisation_member m on m.id = s.member_id
          join organisation_account a on a.id = s.account_id
          join organisation o on o.id = s.organisation_id
          where s.token_hash = wanted_hash $$;
      revoke all on function organisation_session_of from public;
      grant execute on function organisation_session_of to duijie_app;

      grant select, insert, update on organisation_totp, organisation_invitation to duijie_app;
      grant select, insert, update, delete on organisation_recovery_code, organisation_code to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
