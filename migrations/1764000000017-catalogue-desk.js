/** catalogue: what a department does with published products: suspensions with their history, samples with verdicts, the recommended list. */
export class CatalogueDesk1764000000017 {
  name = 'CatalogueDesk1764000000017';

  async up(runner) {
    await runner.query(`
      create table catalogue_suspension (
        id opaque_id primary key,
        product_id opaque_id not null references catalogue_product,
        owner_id opaque_id not null,
        cause text not null check (cause in ('FALSE_FIGURES', 'CERTIFICATE', 'ELIMINATED', 'INFRINGEMENT', 'UNLAWFUL', 'SAMPLE_FAILED', 'COMPLAINT', 'OTHER')),
        reason text not null,
        suspended_at timestamptz not null,
        suspended_by opaque_id not null,
        member_id opaque_id not null,
        ended_at timestamptz,
        ended_by opaque_id,
        ended_because text
      );
      create unique index catalogue_suspension_open on catalogue_suspension (product_id) where ended_at is null;
      create index catalogue_suspension_product on catalogue_suspension (product_id, id);
      create index catalogue_suspension_owner on catalogue_suspension (owner_id, id);
      alter table catalogue_suspension enable row level security;
      create policy suspension_read on catalogue_suspension for select to duijie_app using (owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy suspension_begin on catalogue_suspension for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and suspended_by = app_org());
      create policy suspension_end on catalogue_suspension for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      grant select, insert on catalogue_suspension to duijie_app;
      grant update (ended_at, ended_by, ended_because) on catalogue_suspension to duijie_app;

      -- A sample is the departments' own: whose products are in it learns of the verdict, never of the draw.
      create table catalogue_sample (
        id opaque_id primary key,
        seed text not null,
        filter jsonb not null,
        wanted integer not null check (wanted between 1 and 200),
        population integer not null,
        drawn_at timestamptz not null,
        drawn_by opaque_id not null,
        member_id opaque_id not null
      );
      create table catalogue_sample_item (
        sample_id opaque_id not null references catalogue_sample,
        position integer not null check (position >= 1),
        product_id opaque_id not null references catalogue_product,
        owner_id opaque_id not null,
        product_revision integer not null,
        verdict text check (verdict in ('QUALIFIED', 'UNQUALIFIED')),
        reason text,
        judged_at timestamptz,
        judged_by opaque_id,
        judge_member_id opaque_id,
        primary key (sample_id, position),
        unique (sample_id, product_id),
        check (verdict is distinct from 'UNQUALIFIED' or reason is not null)
      );
      create index catalogue_sample_item_product on catalogue_sample_item (product_id, sample_id);
      alter table catalogue_sample enable row level security;
      alter table catalogue_sample_item enable row level security;
      create policy sample_read on catalogue_sample for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy sample_draw on catalogue_sample for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and drawn_by = app_org());
      create policy sample_item_read on catalogue_sample_item for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy sample_item_draw on catalogue_sample_item for insert to duijie_app with check (app_kind() = 'DEPARTMENT');
      create policy sample_item_judge on catalogue_sample_item for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      grant select, insert on catalogue_sample, catalogue_sample_item to duijie_app;
      grant update (verdict, reason, judged_at, judged_by, judge_member_id) on catalogue_sample_item to duijie_app;

      -- recommended_at: since when the product is on the recommended list; the numbered, published list is another matter.
      alter table catalogue_product add column recommended_at timestamptz;
      create index catalogue_product_recommended on catalogue_product (recommended_at desc, id desc) where recommended_at is not null;
      create table catalogue_list_application (
        id opaque_id primary key,
        product_id opaque_id not null references catalogue_product,
        owner_id opaque_id not null,
        product_revision integer not null,
        departments text[] not null,
        clause text not null,
        statement text not null,
        application_state text not null check (application_state in ('SUBMITTED', 'APPROVED', 'RETURNED', 'CANCELLED', 'ENDED')),
        reason text,
        due_on date not null,
        submitted_at timestamptz not null,
        decided_at timestamptz,
        decided_by opaque_id,
        decider_member_id opaque_id,
        ended_at timestamptz,
        ended_by opaque_id
      );
      create unique index catalogue_list_application_live on catalogue_list_application (product_id) where application_state in ('SUBMITTED', 'APPROVED');
      create index catalogue_list_application_queue on catalogue_list_application (due_on, id) where application_state = 'SUBMITTED';
      create index catalogue_list_application_owner on catalogue_list_application (owner_id, id);
      alter table catalogue_list_application enable row level security;
      create policy list_application_read on catalogue_list_application for select to duijie_app using (owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy list_application_submit on catalogue_list_application for insert to duijie_app with check (owner_id = app_org() and application_state = 'SUBMITTED');
      create policy list_application_decide on catalogue_list_application for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      -- A supplier takes its application back and decides nothing.
      create policy list_application_cancel on catalogue_list_application for update to duijie_app
        using (owner_id = app_org() and application_state = 'SUBMITTED') with check (owner_id = app_org() and application_state = 'CANCELLED');
      grant select, insert on catalogue_list_application to duijie_app;
      grant update (application_state, reason, product_revision, decided_at, decided_by, decider_member_id, ended_at, ended_by) on catalogue_list_application to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
