/** organisation, demand: what bureaus enter on behalf of enterprises (代填报), the links by which it is confirmed, and claims to what nobody owns yet. */
export class OnBehalf1764000000014 {
  name = 'OnBehalf1764000000014';

  async up(runner) {
    await runner.query(`
      create table organisation_on_behalf (
        organisation_id opaque_id primary key references organisation,
        entered_by opaque_id not null,
        contact_name text,
        contact_phone text,
        state text not null check (state in ('UNCONFIRMED', 'CONFIRMED')),
        corrected text[] not null default '{}',
        entered_at timestamptz not null,
        confirmed_at timestamptz
      );
      create index organisation_on_behalf_newest on organisation_on_behalf (organisation_id) where state = 'UNCONFIRMED';
      alter table organisation_on_behalf enable row level security;
      create policy on_behalf_read on organisation_on_behalf for select to duijie_app using (organisation_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy on_behalf_enter on organisation_on_behalf for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and entered_by = app_org());
      create policy on_behalf_confirm on organisation_on_behalf for update to duijie_app
        using (app_kind() in ('DEPARTMENT', 'SYSTEM')) with check (app_kind() in ('DEPARTMENT', 'SYSTEM'));

      -- One link to one enterprise; the token itself is nowhere.
      create table organisation_confirmation_link (
        id opaque_id primary key,
        organisation_id opaque_id not null references organisation,
        issued_by opaque_id not null,
        token_hash text not null unique,
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        ended_at timestamptz
      );
      create unique index organisation_confirmation_link_one on organisation_confirmation_link (organisation_id) where used_at is null and ended_at is null;
      create index organisation_confirmation_link_of on organisation_confirmation_link (organisation_id, id);
      alter table organisation_confirmation_link enable row level security;
      create policy confirmation_link_read on organisation_confirmation_link for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy confirmation_link_issue on organisation_confirmation_link for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and issued_by = app_org());
      create policy confirmation_link_end on organisation_confirmation_link for update to duijie_app
        using (app_kind() in ('DEPARTMENT', 'SYSTEM')) with check (app_kind() in ('DEPARTMENT', 'SYSTEM'));

      -- Not a demand yet: it becomes one, in its owner's name, when the owner has confirmed it. Until then no other room can see it.
      create table demand_on_behalf (
        id opaque_id primary key,
        owner_id opaque_id not null,
        entered_by opaque_id not null,
        title text not null,
        content jsonb not null,
        state text not null check (state in ('UNCONFIRMED', 'CONFIRMED', 'TAKEN_OVER', 'LEFT_OUT')),
        demand_id opaque_id,
        entered_at timestamptz not null,
        confirmed_at timestamptz
      );
      create index demand_on_behalf_of on demand_on_behalf (owner_id, id);
      alter table demand_on_behalf enable row level security;
      create policy demand_on_behalf_read on demand_on_behalf for select to duijie_app using (owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy demand_on_behalf_enter on demand_on_behalf for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and entered_by = app_org());
      create policy demand_on_behalf_confirm on demand_on_behalf for update to duijie_app using (app_kind() = 'SYSTEM') with check (app_kind() = 'SYSTEM');

      grant select, insert, update on organisation_on_behalf, organisation_confirmation_link, demand_on_behalf to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
