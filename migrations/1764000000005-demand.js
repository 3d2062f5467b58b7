/** demand: update demands and their lines, with immutable revisions of the line. */
export class Demand1764000000005 {
  name = 'Demand1764000000005';

  async up(runner) {
    await runner.query(`
      create table demand_demand (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        title text not null,
        words text not null default '',
        task_id text,
        region_code text not null check (region_code ~ '^[0-9]{6}$'),
        purpose text not null check (purpose in ('RENEWAL', 'NEW_CAPACITY')),
        budget_cny numeric(18,2) check (budget_cny > 0),
        needed_by date,
        visibility text not null check (visibility in ('PUBLIC', 'APPROVED_SUPPLIERS', 'THROUGH_DEPARTMENT')),
        no_state_secret_confirmed boolean not null,
        external_ref text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        published_at timestamptz
      );
      create unique index demand_demand_external on demand_demand (owner_id, external_ref) where external_ref is not null;
      create index demand_demand_own on demand_demand (owner_id, id);
      create index demand_demand_newest on demand_demand (published_at desc, id desc) where published_at is not null;
      alter table demand_demand enable row level security;
      create policy demand_read on demand_demand for select to duijie_app using (
        owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM') or owner_branch <@ app_branch()
        or (published_at is not null and (visibility = 'PUBLIC' or (app_kind() = 'ENTERPRISE' and app_approved()))));
      create policy demand_create on demand_demand for insert to duijie_app with check (owner_id = app_org());
      create policy demand_change on demand_demand for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());
      create policy demand_handlers on demand_demand for select to duijie_matcher using (true);

      create table demand_line (
        id opaque_id primary key,
        demand_id opaque_id not null references demand_demand,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        visibility text not null,
        number integer not null,
        wants text not null check (wants in ('CLASS', 'ITEM', 'WORDS')),
        class_ids text[] not null default '{}',
        item_id text,
        words text not null default '',
        quantity numeric(12,3) not null check (quantity > 0),
        unit text not null,
        requirements jsonb not null default '[]',
        energy_grade_at_most smallint check (energy_grade_at_most between 1 and 3),
        budget_cny numeric(18,2) check (budget_cny > 0),
        retires jsonb not null default '[]',
        state text not null check (state in ('DRAFT', 'PUBLISHED', 'SOURCING', 'AWARDED', 'FULFILLED', 'CLOSED', 'EXPIRED')),
        state_reason text,
        revision integer not null check (revision >= 1),
        published_at timestamptz,
        unique (demand_id, number)
      );
      create index demand_line_own on demand_line (owner_id, id);
      create index demand_line_classes on demand_line using gin (class_ids) where state = 'PUBLISHED';
      alter table demand_line enable row level security;
      create policy demand_line_read on demand_line for select to duijie_app using (
        owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM') or owner_branch <@ app_branch()
        or (published_at is not null and (visibility = 'PUBLIC' or (app_kind() = 'ENTERPRISE' and app_approved()))));
      create policy demand_line_create on demand_line for insert to duijie_app with check (owner_id = app_org());
      create policy demand_line_change on demand_line for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());
      create policy demand_line_handlers on demand_line for select to duijie_matcher using (true);

      create table demand_line_revision (
        id opaque_id primary key,
        line_id opaque_id not null references demand_line,
        owner_id opaque_id not null,
        revision integer not null,
        content jsonb not null,
        at timestamptz not null,
        unique (line_id, revision)
      );
      alter table demand_line_revision enable row level security;
      create policy demand_line_revision_read on demand_line_revision for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy demand_line_revision_write on demand_line_revision for insert to duijie_app with check (owner_id = app_org());

      grant select, insert, update on demand_demand, demand_line to duijie_app;
      grant select, insert on demand_line_revision to duijie_app;
      grant select on demand_demand, demand_line to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
