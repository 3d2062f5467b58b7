/** catalogue: a price list as its supplier keeps it is read to a proposal, which the supplier confirms; what was confirmed is remembered. */
export class ImportProposals1764000000011 {
  name = 'ImportProposals1764000000011';

  async up(runner) {
    await runner.query(`
      alter table catalogue_import drop constraint catalogue_import_state_check;
      alter table catalogue_import add constraint catalogue_import_state_check check (state in ('QUEUED', 'RUNNING', 'PROPOSED', 'FINISHED', 'REFUSED'));
      alter table catalogue_import
        add column listed boolean not null default false,
        add column accept_remembered boolean not null default false,
        add column memory jsonb,
        add column corrections jsonb,
        add column confirmed_at timestamptz;

      create table catalogue_import_sheet (
        import_id opaque_id not null references catalogue_import,
        owner_id opaque_id not null,
        sheet integer not null check (sheet >= 0),
        name text not null,
        ignored text check (ignored in ('HIDDEN', 'NO_LIST', 'INTERNAL', 'LEFT_OUT')),
        tables jsonb not null,
        primary key (import_id, sheet)
      );

      create table catalogue_import_list_row (
        import_id opaque_id not null references catalogue_import,
        owner_id opaque_id not null,
        position integer not null check (position >= 0),
        sheet integer not null check (sheet >= 0),
        number integer not null,
        state text not null check (state in ('READY', 'INCOMPLETE', 'NEEDS_CLASS', 'REJECTED', 'IGNORED')),
        reasons jsonb not null,
        name text,
        model text,
        classes jsonb not null,
        price jsonb,
        unit text,
        lead_time_days integer,
        warranty_months integer,
        specs jsonb not null,
        missing_hard jsonb not null,
        product_id opaque_id,
        primary key (import_id, position)
      );

      create table catalogue_list_layout (
        owner_id opaque_id not null,
        layout text not null check (layout ~ '^[0-9a-f]{64}$'),
        headings jsonb not null,
        columns jsonb not null,
        confirmed_at timestamptz not null,
        member_id opaque_id not null,
        primary key (owner_id, layout)
      );
      create index catalogue_list_layout_newest on catalogue_list_layout (owner_id, confirmed_at desc, layout);

      create table catalogue_list_label (
        owner_id opaque_id not null,
        name text not null check (length(name) between 1 and 200),
        class_id text,
        confirmed_at timestamptz not null,
        member_id opaque_id not null,
        primary key (owner_id, name)
      );
      create index catalogue_list_label_newest on catalogue_list_label (owner_id, confirmed_at desc, name);

      alter table catalogue_import_sheet enable row level security;
      create policy import_sheet_read on catalogue_import_sheet for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy import_sheet_write on catalogue_import_sheet for insert to duijie_app with check (owner_id = app_org());
      create policy import_sheet_read_anew on catalogue_import_sheet for delete to duijie_app using (owner_id = app_org());

      alter table catalogue_import_list_row enable row level security;
      create policy import_list_row_read on catalogue_import_list_row for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy import_list_row_write on catalogue_import_list_row for insert to duijie_app with check (owner_id = app_org());
      create policy import_list_row_read_anew on catalogue_import_list_row for delete to duijie_app using (owner_id = app_org());

      alter table catalogue_list_layout enable row level security;
      create policy list_layout_own on catalogue_list_layout for all to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());
      alter table catalogue_list_label enable row level security;
      create policy list_label_own on catalogue_list_label for all to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());

      grant select, insert, delete on catalogue_import_sheet, catalogue_import_list_row to duijie_app;
      grant select, insert, update on catalogue_list_layout, catalogue_list_label to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
