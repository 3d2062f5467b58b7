/** demand: the register of machines (设备台账), the machines that lines retire, and what the platform suggests to renew. */
export class Equipment1764000000016 {
  name = 'Equipment1764000000016';

  async up(runner) {
    await runner.query(`
      create table demand_equipment (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        asset_number text not null,
        asset_key text not null,
        name text not null,
        model text not null default '',
        class_id text,
        kind_key text,
        maker text,
        maker_key text,
        serial text,
        serial_key text,
        identity_reason text,
        commissioned text check (commissioned ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
        quantity integer not null check (quantity between 1 and 10000),
        power_kw numeric(12,3) check (power_kw > 0),
        specs jsonb not null default '{}',
        spec_originals jsonb not null default '{}',
        energy_grade smallint check (energy_grade between 1 and 3),
        site text not null default '',
        state text not null check (state in ('IN_SERVICE', 'WITHDRAWN')),
        state_reason text,
        withdrawn_on date,
        revision integer not null check (revision >= 1),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (owner_id, asset_key),
        check ((state = 'WITHDRAWN') = (withdrawn_on is not null))
      );
      create index demand_equipment_own on demand_equipment (owner_id, id);
      -- A machine that went to somebody else may be registered there: only those in service are told apart.
      create unique index demand_equipment_machine on demand_equipment (maker_key, serial_key)
        where state = 'IN_SERVICE' and maker_key is not null and serial_key is not null;
      alter table demand_equipment enable row level security;
      create policy equipment_read on demand_equipment for select to duijie_app using (
        owner_id = app_org() or app_kind() = 'SYSTEM' or owner_branch <@ app_branch());
      create policy equipment_register on demand_equipment for insert to duijie_app with check (owner_id = app_org());
      create policy equipment_change on demand_equipment for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());

      create table demand_equipment_revision (
        id opaque_id primary key,
        equipment_id opaque_id not null references demand_equipment,
        owner_id opaque_id not null,
        revision integer not null,
        content jsonb not null,
        at timestamptz not null,
        unique (equipment_id, revision)
      );
      alter table demand_equipment_revision enable row level security;
      create policy equipment_revision_read on demand_equipment_revision for select to duijie_app using (owner_id = app_org());
      create policy equipment_revision_write on demand_equipment_revision for insert to duijie_app with check (owner_id = app_org());

      -- Whether somebody else has registered one of these machines: who has is nobody's business, so rows never come out of here.
      create function demand_machines_elsewhere(wanted_makers text[], wanted_serials text[])
        returns table (maker_key text, serial_key text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select e.maker_key, e.serial_key
          from unnest(wanted_makers, wanted_serials) as wanted (maker, serial)
          join demand_equipment e on e.maker_key = wanted.maker and e.serial_key = wanted.serial
          where e.state = 'IN_SERVICE' and app_org() is not null and e.owner_id <> app_org() $$;
      revoke all on function demand_machines_elsewhere from public;
      grant execute on function demand_machines_elsewhere to duijie_app;

      alter table demand_line add column equipment_ids text[] not null default '{}';
      alter table demand_line add column renewal_reason text;
      create index demand_line_equipment on demand_line using gin (equipment_ids) where state in ('DRAFT', 'PUBLISHED', 'SOURCING', 'AWARDED');

      create table demand_retirement_draft (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        rule text not null check (rule in ('SERVICE_LIFE', 'ENERGY', 'ELIMINATION')),
        group_key text not null,
        demand_item_id text,
        clause text not null,
        verify boolean not null,
        state text not null check (state in ('SUGGESTED', 'DEFERRED', 'DISPUTED', 'ACCEPTED', 'LAPSED')),
        deferred_until date,
        reason text,
        demand_id opaque_id references demand_demand,
        suggested_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'DEFERRED') = (deferred_until is not null)),
        check ((state = 'ACCEPTED') = (demand_id is not null))
      );
      create index demand_retirement_draft_own on demand_retirement_draft (owner_id, id);
      alter table demand_retirement_draft enable row level security;
      create policy retirement_draft_read on demand_retirement_draft for select to duijie_app using (
        owner_id = app_org() or app_kind() = 'SYSTEM' or owner_branch <@ app_branch());
      create policy retirement_draft_suggest on demand_retirement_draft for insert to duijie_app with check (owner_id = app_org());
      create policy retirement_draft_answer on demand_retirement_draft for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());

      -- Why each machine stands in a draft. A cause is kept for ever: it is what makes a suggestion come once.
      create table demand_retirement_cause (
        owner_id opaque_id not null,
        cause_key text not null,
        owner_branch ltree not null,
        draft_id opaque_id not null references demand_retirement_draft,
        equipment_id opaque_id not null references demand_equipment,
        code text not null,
        params jsonb not null,
        at timestamptz not null,
        primary key (owner_id, cause_key)
      );
      create index demand_retirement_cause_draft on demand_retirement_cause (draft_id, equipment_id);
      alter table demand_retirement_cause enable row level security;
      create policy retirement_cause_read on demand_retirement_cause for select to duijie_app using (
        owner_id = app_org() or app_kind() = 'SYSTEM' or owner_branch <@ app_branch());
      create policy retirement_cause_keep on demand_retirement_cause for insert to duijie_app with check (owner_id = app_org());

      grant select, insert, update on demand_equipment, demand_retirement_draft to duijie_app;
      grant select, insert on demand_equipment_revision, demand_retirement_cause to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
