/** catalogue: products and offers with immutable revisions, imports with a verdict for each row. */
export class Catalogue1764000000004 {
  name = 'Catalogue1764000000004';

  async up(runner) {
    await runner.query(`
      create table catalogue_product (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        name text not null,
        model text not null,
        model_key text not null,
        class_id text not null,
        kind_key text,
        specs jsonb not null,
        spec_originals jsonb not null default '{}',
        description text not null default '',
        certificates text[] not null default '{}',
        energy_grade smallint check (energy_grade between 1 and 3),
        labels text[] not null default '{}',
        state text not null check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN', 'SUSPENDED')),
        state_reason text,
        revision integer not null check (revision >= 1),
        external_ref text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        published_at timestamptz,
        unique (owner_id, model_key)
      );
      create unique index catalogue_product_external on catalogue_product (owner_id, external_ref) where external_ref is not null;
      create index catalogue_product_own on catalogue_product (owner_id, id);
      create index catalogue_product_class on catalogue_product (class_id, id) where state = 'PUBLISHED';
      create index catalogue_product_newest on catalogue_product (published_at desc, id desc) where state = 'PUBLISHED';
      alter table catalogue_product enable row level security;
      create policy product_read on catalogue_product for select to duijie_app using (
        state = 'PUBLISHED' or owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM') or owner_branch <@ app_branch());
      create policy product_create on catalogue_product for insert to duijie_app with check (owner_id = app_org());
      create policy product_change on catalogue_product for update to duijie_app
        using (owner_id = app_org() or app_kind() = 'DEPARTMENT') with check (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy product_handlers on catalogue_product for select to duijie_matcher using (true);

      create table catalogue_product_revision (
        id opaque_id primary key,
        product_id opaque_id not null references catalogue_product,
        owner_id opaque_id not null,
        revision integer not null,
        content jsonb not null,
        at timestamptz not null,
        member_id text,
        unique (product_id, revision)
      );
      alter table catalogue_product_revision enable row level security;
      create policy product_revision_read on catalogue_product_revision for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy product_revision_write on catalogue_product_revision for insert to duijie_app with check (owner_id = app_org());

      create table catalogue_offer (
        id opaque_id primary key,
        product_id opaque_id not null unique references catalogue_product,
        owner_id opaque_id not null,
        published boolean not null default false,
        price_kind text not null check (price_kind in ('FIXED', 'RANGE', 'ON_REQUEST')),
        price_cny numeric(18,2) check (price_cny > 0),
        price_max_cny numeric(18,2) check (price_max_cny >= price_cny),
        price_visibility text not null default 'ALL' check (price_visibility in ('ALL', 'APPROVED_BUYERS', 'ON_REQUEST')),
        currency text not null default 'CNY' check (currency = 'CNY'),
        tax_included boolean not null default true,
        tax_rate_percent numeric(5,2) not null default 13,
        unit text not null,
        minimum_quantity numeric(12,3) not null default 1,
        lead_time_days integer check (lead_time_days > 0),
        warranty_months integer check (warranty_months >= 0),
        regions_served text[],
        valid_until date,
        revision integer not null check (revision >= 1),
        check ((price_kind = 'ON_REQUEST') = (price_cny is null))
      );
      alter table catalogue_offer enable row level security;
      create policy offer_read on catalogue_offer for select to duijie_app using (published or owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy offer_create on catalogue_offer for insert to duijie_app with check (owner_id = app_org());
      create policy offer_change on catalogue_offer for update to duijie_app
        using (owner_id = app_org() or app_kind() = 'DEPARTMENT') with check (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy offer_handlers on catalogue_offer for select to duijie_matcher using (true);

      create table catalogue_offer_revision (
        id opaque_id primary key,
        offer_id opaque_id not null references catalogue_offer,
        owner_id opaque_id not null,
        revision integer not null,
        content jsonb not null,
        at timestamptz not null,
        unique (offer_id, revision)
      );
      alter table catalogue_offer_revision enable row level security;
      create policy offer_revision_read on catalogue_offer_revision for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy offer_revision_write on catalogue_offer_revision for insert to duijie_app with check (owner_id = app_org());

      create table catalogue_import (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        member_id opaque_id not null,
        member_roles text[] not null,
        file_id opaque_id not null,
        file_name text not null,
        file_sha256 text not null,
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
      create index catalogue_import_own on catalogue_import (owner_id, id);
      alter table catalogue_import enable row level security;
      create policy import_read on catalogue_import for select to duijie_app using (owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy import_start on catalogue_import for insert to duijie_app with check (owner_id = app_org());
      create policy import_go_on on catalogue_import for update to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());
      create policy import_handlers on catalogue_import for select to duijie_matcher using (true);

      create table catalogue_import_row (
        import_id opaque_id not null references catalogue_import,
        owner_id opaque_id not null,
        number integer not null,
        verdict text not null check (verdict in ('OK', 'NORMALISE', 'WARN', 'NEUTRALISE', 'REJECT', 'SKIP')),
        remarks jsonb not null,
        product_id opaque_id,
        primary key (import_id, number)
      );
      alter table catalogue_import_row enable row level security;
      create policy import_row_read on catalogue_import_row for select to duijie_app using (owner_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy import_row_write on catalogue_import_row for insert to duijie_app with check (owner_id = app_org());

      grant select, insert, update on catalogue_product, catalogue_offer, catalogue_import to duijie_app;
      grant select, insert on catalogue_product_revision, catalogue_offer_revision, catalogue_import_row to duijie_app;
      grant select on catalogue_product, catalogue_offer, catalogue_import to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
