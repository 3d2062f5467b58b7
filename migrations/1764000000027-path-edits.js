/** policy: a department edits upgrade paths; each edit is kept for ever and outlives a new edition of the seeds. */
export class PathEdits1764000000027 {
  name = 'PathEdits1764000000027';

  async up(runner) {
    await runner.query(`
      create table policy_path_edit (
        id opaque_id primary key,
        number bigint generated always as identity unique,
        demand_item_id text not null references policy_demand_item,
        class_id text not null references policy_class,
        change text not null check (change in ('ADD', 'CHANGE', 'END')),
        path_before jsonb,
        path_after jsonb,
        reason text not null,
        at timestamptz not null,
        edited_by opaque_id not null,
        member_id opaque_id not null,
        check ((change = 'END') = (path_after is null) and (change = 'ADD') = (path_before is null))
      );
      create index policy_path_edit_item on policy_path_edit (demand_item_id, number);
      create index policy_path_edit_class on policy_path_edit (class_id, number);
      alter table policy_path_edit enable row level security;
      create policy path_edit_read on policy_path_edit for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      -- A match run records up to which edit the paths were in force.
      create policy path_edit_handlers on policy_path_edit for select to duijie_matcher using (true);
      create policy path_edit_write on policy_path_edit for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and edited_by = app_org());
      grant select, insert on policy_path_edit to duijie_app;
      grant select on policy_path_edit to duijie_matcher;

      create policy upgrade_path_add on policy_upgrade_path for insert to duijie_app with check (app_kind() = 'DEPARTMENT');
      create policy upgrade_path_change on policy_upgrade_path for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      create policy upgrade_path_end on policy_upgrade_path for delete to duijie_app using (app_kind() = 'DEPARTMENT');
      grant insert, update, delete on policy_upgrade_path to duijie_app;

      create index demand_line_item on demand_line (item_id, demand_id) where state in ('PUBLISHED', 'SOURCING') and item_id is not null;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
