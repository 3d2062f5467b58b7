/** demand: imports of asset ledgers with a verdict for each row. */
export class EquipmentImports1764000000026 {
  name = 'EquipmentImports1764000000026';

  async up(runner) {
    await runner.query(`
      create table demand_equipment_import (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        member_id opaque_id not null,
        member_roles text[] not null,
        file_id opaque_id not null,
        file_name text not null,
        file_sha256 text not null,
        file_kind text not null check (file_kind in ('CSV', 'XLSX')),
        policy text not null check (policy in ('ALL_OR_NOTHING', 'WHOLE_ROWS', 'IGNORE_FAILED_FIELDS')),
        dry_run boolean not null,
        state text not null check (state in ('QUEUED', 'RUNNING', 'FINISHED', 'REFUSED')),
        refusal_code text,
        refusal_params jsonb,
        remarks jsonb not null default '[]',
        rows_total integer not null default 0,
        rows_read integer not null default 0,
        rows_taken integer not null default 0,
        rows_rejected integer not null default 0,
        created_at timestamptz not null,
        finished_at timestamptz
      );
      create index demand_equipment_import_own on demand_equipment_import (owner_id, id);
      alter table demand_equipment_import enable row level security;
      create policy equipment_import_read on demand_equipment_import for select to duijie_app using (owner_id = app_org() or app_kind() = 'SYSTEM');
      create policy equipment_import_start on demand_equipment_import for insert to duijie_app with check (owner_id = app_org());
      create policy equipment_import_go_on on demand_equipment_import for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());

      -- A workbook has several sheets, each with rows of its own numbers: the position counts through all of them.
      create table demand_equipment_import_row (
        import_id opaque_id not null references demand_equipment_import,
        owner_id opaque_id not null,
        position integer not null,
        sheet text not null,
        number integer not null,
        verdict text not null check (verdict in ('OK', 'NORMALISE', 'WARN', 'NEUTRALISE', 'REJECT', 'SKIP')),
        remarks jsonb not null,
        equipment_id opaque_id,
        primary key (import_id, position)
      );
      alter table demand_equipment_import_row enable row level security;
      create policy equipment_import_row_read on demand_equipment_import_row for select to duijie_app using (owner_id = app_org());
      create policy equipment_import_row_write on demand_equipment_import_row for insert to duijie_app with check (owner_id = app_org());

      grant select, insert, update on demand_equipment_import to duijie_app;
      grant select, insert on demand_equipment_import_row to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
