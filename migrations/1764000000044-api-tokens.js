/** organisation: tokens by which other software acts for an enterprise. */
export class ApiTokens1764000000044 {
  name = 'ApiTokens1764000000044';

  async up(runner) {
    await runner.query(`
      -- The secret is nowhere: its hash finds the row, its last letters tell it from others.
      create table organisation_api_token (
        id opaque_id primary key,
        organisation_id opaque_id not null references organisation,
        name text not null,
        scopes text[] not null check (cardinality(scopes) > 0),
        secret_hash text not null unique,
        last_letters text not null check (length(last_letters) = 4),
        created_by opaque_id not null references organisation_member,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by opaque_id references organisation_member,
        check ((revoked_at is null) = (revoked_by is null))
      );
      create index organisation_api_token_of on organisation_api_token (organisation_id, id);
      alter table organisation_api_token enable row level security;
      create policy api_token_read on organisation_api_token for select to duijie_app using (organisation_id = app_org());
      create policy api_token_create on organisation_api_token for insert to duijie_app with check (organisation_id = app_org());
      create policy api_token_revoke on organisation_api_token for update to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());

      -- As with sessions: before a token is read there is no tenant yet. It ends with the membership of who made it.
      create function organisation_api_token_of(wanted_hash text)
        returns table (token_id text, organisation_id text, kind text, branch text, state text, scopes text[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select t.id, o.id, o.kind, o.branch::text, o.state, t.scopes, t.expires_at, t.last_used_at, coalesce(t.revoked_at, m.disabled_at, a.disabled_at)
          from organisation_api_token t
          join organisation_member m on m.id = t.created_by
          join organisation_account a on a.id = m.account_id
          join organisation o on o.id = t.organisation_id
          where t.secret_hash = wanted_hash $$;
      create function organisation_api_token_used(wanted_hash text, used_at timestamptz) returns void
        language sql volatile security definer set search_path = public, pg_temp as $$
          update organisation_api_token set last_used_at = used_at where secret_hash = wanted_hash and (last_used_at is null or last_used_at < used_at) $$;
      revoke all on function organisation_api_token_of, organisation_api_token_used from public;
      grant execute on function organisation_api_token_of, organisation_api_token_used to duijie_app;
      grant select, insert on organisation_api_token to duijie_app;
      grant update (revoked_at, revoked_by) on organisation_api_token to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
