/** matching: projections fed by its handlers, runs, recommendations. notification: the inbox of an organisation. */
export class MatchingAndNotification1764000000006 {
  name = 'MatchingAndNotification1764000000006';

  async up(runner) {
    await runner.query(`
      -- Projections: what the rule reads, copied by handlers; they may be erased and rebuilt from catalogue and demand.
      create table matching_product (
        product_id opaque_id primary key,
        organisation_id opaque_id not null,
        class_id text not null,
        active boolean not null,
        offered jsonb not null
      );
      create index matching_product_class on matching_product (class_id, product_id) where active;
      create table matching_line (
        line_id opaque_id primary key,
        organisation_id opaque_id not null,
        class_ids text[] not null,
        active boolean not null,
        wanted jsonb not null
      );
      create index matching_line_classes on matching_line using gin (class_ids) where active;
      alter table matching_product enable row level security;
      alter table matching_line enable row level security;
      create policy matching_product_handlers on matching_product to duijie_matcher using (true) with check (true);
      create policy matching_line_handlers on matching_line to duijie_matcher using (true) with check (true);
      create policy matching_product_read on matching_product for select to duijie_app using (organisation_id = app_org() or app_kind() = 'DEPARTMENT');
      create policy matching_line_read on matching_line for select to duijie_app using (organisation_id = app_org() or app_kind() = 'DEPARTMENT');

      create table matching_run (
        id opaque_id primary key,
        direction text not null check (direction in ('FORWARD', 'REVERSE')),
        subject_ids text[] not null,
        outbox_position bigint not null,
        rule_version text not null,
        weights_version text not null,
        paths_version text not null,
        pairs_judged integer not null,
        pairs_matched integer not null,
        at timestamptz not null
      );
      alter table matching_run enable row level security;
      create policy run_handlers on matching_run to duijie_matcher using (true) with check (true);
      create policy run_department on matching_run for select to duijie_app using (app_kind() = 'DEPARTMENT');

      create table matching_recommendation (
        id opaque_id primary key,
        line_id opaque_id not null,
        demand_id opaque_id not null,
        product_id opaque_id not null,
        buyer_id opaque_id not null,
        supplier_id opaque_id not null,
        class_id text not null,
        clause text not null,
        score integer not null check (score between 0 and 10000),
        factors jsonb not null,
        run_id opaque_id not null references matching_run,
        buyer_state text not null default 'NEW' check (buyer_state in ('NEW', 'SEEN', 'INTERESTED', 'DISMISSED')),
        supplier_state text not null default 'NEW' check (supplier_state in ('NEW', 'SEEN', 'INTERESTED', 'DISMISSED')),
        buyer_reason text,
        supplier_reason text,
        made_at timestamptz not null,
        retired_at timestamptz,
        unique (line_id, product_id)
      );
      create index matching_recommendation_line on matching_recommendation (line_id, score desc, product_id) where retired_at is null;
      create index matching_recommendation_buyer on matching_recommendation (buyer_id, made_at desc, id desc);
      create index matching_recommendation_supplier on matching_recommendation (supplier_id, made_at desc, id desc);
      create index matching_recommendation_product on matching_recommendation (product_id) where retired_at is null;
      alter table matching_recommendation enable row level security;
      create policy recommendation_handlers on matching_recommendation to duijie_matcher using (true) with check (true);
      create policy recommendation_read on matching_recommendation for select to duijie_app
        using (buyer_id = app_org() or supplier_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy recommendation_answer on matching_recommendation for update to duijie_app
        using (buyer_id = app_org() or supplier_id = app_org()) with check (buyer_id = app_org() or supplier_id = app_org());

      create table notification_notice (
        id opaque_id primary key,
        organisation_id opaque_id not null,
        outbox_id bigint not null,
        event_type text not null,
        subject_id text not null,
        code text not null,
        params jsonb not null,
        created_at timestamptz not null,
        read_at timestamptz,
        unique (organisation_id, outbox_id)
      );
      create index notification_notice_inbox on notification_notice (organisation_id, id desc);
      alter table notification_notice enable row level security;
      create policy notice_handlers on notification_notice to duijie_matcher using (true) with check (true);
      create policy notice_own on notification_notice for select to duijie_app using (organisation_id = app_org());
      create policy notice_read on notification_notice for update to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());

      grant select, insert, update on matching_product, matching_line, matching_recommendation, notification_notice to duijie_matcher;
      grant select, insert on matching_run to duijie_matcher;
      grant select on matching_product, matching_line, matching_run to duijie_app;
      grant select, update on matching_recommendation, notification_notice to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
