/** organisation: trees of enterprises, departments and banks; members; sessions; reviews. */
export class Organisation1764000000002 {
  name = 'Organisation1764000000002';

  async up(runner) {
    await runner.query(`
      create table organisation (
        id opaque_id primary key,
        kind text not null check (kind in ('ENTERPRISE', 'DEPARTMENT', 'BANK')),
        name text not null,
        credit_code text unique,
        parent_id opaque_id references organisation,
        branch ltree not null unique,
        region_code text not null check (region_code ~ '^[0-9]{6}$'),
        industry_code text,
        size_class text check (size_class in ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
        trades text[] not null default '{}',
        business_phone text,
        business_phone_public boolean not null default false,
        state text not null check (state in ('REGISTERED', 'UNDER_REVIEW', 'APPROVED', 'RETURNED', 'SUSPENDED', 'CLOSED')),
        state_reason text,
        approved_at timestamptz,
        external_ref text,
        created_at timestamptz not null
      );
      create index organisation_branch on organisation using gist (branch);
      create index organisation_state on organisation (state, id);
      alter table organisation enable row level security;
      create policy organisation_read on organisation for select to duijie_app using (
        state = 'APPROVED' or id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM') or branch <@ app_branch());
      create policy organisation_register on organisation for insert to duijie_app with check (app_kind() in ('DEPARTMENT', 'SYSTEM') or id = app_org());
      create policy organisation_change on organisation for update to duijie_app
        using (id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM')) with check (id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy organisation_handlers on organisation for select to duijie_matcher using (true);

      -- An account is a person who signs in; a membership is that person in one organisation, with roles.
      create table organisation_account (
        id opaque_id primary key,
        login text not null unique,
        display_name text not null,
        password_hash text not null,
        disabled_at timestamptz,
        created_at timestamptz not null
      );
      create table organisation_member (
        id opaque_id primary key,
        account_id opaque_id not null references organisation_account,
        organisation_id opaque_id not null references organisation,
        roles text[] not null,
        disabled_at timestamptz,
        created_at timestamptz not null,
        unique (account_id, organisation_id)
      );
      create index organisation_member_of on organisation_member (organisation_id, id);
      alter table organisation_account enable row level security;
      alter table organisation_member enable row level security;
      create policy member_read on organisation_member for select to duijie_app using (organisation_id = app_org() or app_kind() = 'SYSTEM');
      create policy member_add on organisation_member for insert to duijie_app with check (organisation_id = app_org() or app_kind() = 'SYSTEM');
      create policy member_change on organisation_member for update to duijie_app
        using (organisation_id = app_org() or app_kind() = 'SYSTEM') with check (organisation_id = app_org() or app_kind() = 'SYSTEM');
      create policy account_read on organisation_account for select to duijie_app
        using (app_kind() = 'SYSTEM' or id in (select account_id from organisation_member where organisation_id = app_org()));
      create policy account_add on organisation_account for insert to duijie_app with check (app_org() is not null or app_kind() = 'SYSTEM');

      -- A session row is readable by the organisation it acts for; the token itself is nowhere.
      create table organisation_session (
        id opaque_id primary key,
        token_hash text not null unique,
        account_id opaque_id not null references organisation_account,
        member_id opaque_id not null references organisation_member,
        organisation_id opaque_id not null references organisation,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        revoked_at timestamptz
      );
      create index organisation_session_account on organisation_session (account_id);
      create index organisation_session_age on organisation_session (created_at);
      alter table organisation_session enable row level security;
      create policy session_open on organisation_session for insert to duijie_app with check (true);
      create policy session_read on organisation_session for select to duijie_app using (organisation_id = app_org());
      create policy session_revoke on organisation_session for update to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());

      -- Before a session is read there is no tenant yet. These four functions are the only way around the policies above:
      -- each answers one row to who already knows its key.
      create function organisation_session_of(wanted_hash text)
        returns table (session_id text, account_id text, member_id text, organisation_id text, kind text, branch text, state text,
                       roles text[], created_at timestamptz, last_seen_at timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.account_id, m.id, o.id, o.kind, o.branch::text, o.state, m.roles, s.created_at, s.last_seen_at,
                 coalesce(s.revoked_at, m.disabled_at, a.disabled_at)
          from organisation_session s
          join organisation_member m on m.id = s.member_id
          join organisation_account a on a.id = s.account_id
          join organisation o on o.id = s.organisation_id
          where s.token_hash = wanted_hash $$;
      create function organisation_session_seen(wanted_hash text, seen_at timestamptz) returns void
        language sql volatile security definer set search_path = public, pg_temp as $$
          update organisation_session set last_seen_at = seen_at where token_hash = wanted_hash and last_seen_at < seen_at $$;
      create function organisation_account_of(wanted_login text)
        returns table (account_id text, password_hash text, disabled boolean, member_id text, organisation_id text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select a.id, a.password_hash, a.disabled_at is not null, m.id, m.organisation_id
          from organisation_account a
          left join organisation_member m on m.account_id = a.id and m.disabled_at is null
          where a.login = wanted_login order by m.created_at, m.id limit 100 $$;
      create function organisation_memberships_of(wanted_account text)
        returns table (member_id text, organisation_id text, organisation_name text, kind text, roles text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select m.id, o.id, o.name, o.kind, m.roles
          from organisation_member m join organisation o on o.id = m.organisation_id
          where m.account_id = wanted_account and m.disabled_at is null order by m.created_at, m.id limit 100 $$;
      revoke all on function organisation_session_of, organisation_session_seen, organisation_account_of, organisation_memberships_of from public;
      grant execute on function organisation_session_of, organisation_session_seen, organisation_account_of, organisation_memberships_of to duijie_app;

      create table organisation_review (
        id opaque_id primary key,
        case_kind text not null check (case_kind in ('REGISTRATION', 'RECOMMENDED_LIST', 'PROJECT')),
        case_id text not null,
        organisation_id opaque_id not null references organisation,
        departments text[] not null,
        state text not null check (state in ('OPEN', 'APPROVED', 'RETURNED')),
        verdicts jsonb not null default '[]',
        due_on date not null,
        opened_at timestamptz not null,
        decided_at timestamptz,
        decided_by text
      );
      create index organisation_review_case on organisation_review (case_kind, case_id);
      create index organisation_review_open on organisation_review (due_on, id) where state = 'OPEN';
      alter table organisation_review enable row level security;
      create policy review_read on organisation_review for select to duijie_app using (organisation_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy review_open on organisation_review for insert to duijie_app with check (organisation_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy review_decide on organisation_review for update to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM')) with check (app_kind() in ('DEPARTMENT', 'SYSTEM'));

      grant select, insert, update on organisation, organisation_account, organisation_member, organisation_session, organisation_review to duijie_app;
      grant select on organisation to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
