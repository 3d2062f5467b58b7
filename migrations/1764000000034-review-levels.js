/** organisation: cases that climb from county over city to the level that decides (逐级上报), and departments that stand in for others (委托). */
export class ReviewLevels1764000000034 {
  name = 'ReviewLevels1764000000034';

  async up(runner) {
    await runner.query(`
      alter table organisation_review
        add column stage text not null default 'PROVINCE' check (stage in ('COUNTY', 'CITY', 'PROVINCE')),
        add column decides text not null default 'PROVINCE' check (decides in ('COUNTY', 'CITY', 'PROVINCE')),
        add column at_id opaque_id,
        add column steps jsonb not null default '[]';
      create index organisation_review_at on organisation_review (at_id, due_on, id) where state = 'OPEN';

      create table organisation_substitute (
        id opaque_id primary key,
        department_id opaque_id not null references organisation,
        substitute_id opaque_id not null references organisation,
        from_day date not null,
        to_day date not null,
        named_at timestamptz not null,
        ended_at timestamptz,
        check (from_day <= to_day),
        check (department_id <> substitute_id)
      );
      create index organisation_substitute_for on organisation_substitute (substitute_id, to_day) where ended_at is null;
      create index organisation_substitute_of on organisation_substitute (department_id, id);
      alter table organisation_substitute enable row level security;
      create policy substitute_read on organisation_substitute for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy substitute_name on organisation_substitute for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and department_id = app_org());
      create policy substitute_end on organisation_substitute for update to duijie_app
        using (app_kind() = 'DEPARTMENT' and department_id = app_org()) with check (app_kind() = 'DEPARTMENT' and department_id = app_org());
      grant select, insert, update on organisation_substitute to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
