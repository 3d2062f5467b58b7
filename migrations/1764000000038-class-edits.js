/** policy: a department adds, revises and retires classes; each edit is kept for ever and outlives a new edition of the seeds. */
export class ClassEdits1764000000038 {
  name = 'ClassEdits1764000000038';

  async up(runner) {
    await runner.query(`
      create table policy_class_edit (
        id opaque_id primary key,
        number bigint generated always as identity unique,
        class_id text not null references policy_class,
        change text not null check (change in ('ADD', 'REVISE', 'RETIRE')),
        class_before jsonb,
        class_after jsonb,
        reason text not null,
        at timestamptz not null,
        edited_by opaque_id not null,
        member_id opaque_id not null,
        check ((change = 'RETIRE') = (class_after is null) and (change = 'ADD') = (class_before is null))
      );
      create index policy_class_edit_class on policy_class_edit (class_id, number);
      alter table policy_class_edit enable row level security;
      create policy class_edit_read on policy_class_edit for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy class_edit_write on policy_class_edit for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and edited_by = app_org());
      grant select, insert on policy_class_edit to duijie_app;

      -- A retired class stays, so that its id is never given again. The number tells a process that its copy of the classes is outdated.
      alter table policy_class add retired_at timestamptz, add edit_number bigint;
      create index policy_class_edited on policy_class (edit_number) where edit_number is not null;
      create policy class_add on policy_class for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and origin = 'EXTENSION');
      create policy class_change on policy_class for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      grant insert, update on policy_class to duijie_app;

      create index demand_line_open_classes on demand_line using gin (class_ids) where state in ('PUBLISHED', 'SOURCING');
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
