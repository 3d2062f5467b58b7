/** matching: what the handlers still have to judge, what the cheap gates ask in SQL, facts of supply; who may change what of a recommendation. */
export class Matching1764000000009 {
  name = 'Matching1764000000009';

  async up(runner) {
    await runner.query(`
      -- pending_classes: lines of these classes are still to be judged against the product; null: nothing is. It is written in the
      -- transaction of the change, so that a worker that dies leaves a note of what is undone.
      alter table matching_product
        add column revision bigint not null default 1,
        add column approved boolean not null default false,
        add column regions_served text[],
        add column provincial_maker boolean not null default false,
        add column matchable boolean not null default false,
        add column pending_classes text[];
      create index matching_product_pending on matching_product (product_id) where pending_classes is not null;
      create index matching_product_supplier on matching_product (organisation_id, product_id);
      create index matching_product_makers on matching_product (class_id) where active and provincial_maker;
      alter table matching_line
        add column demand_id opaque_id not null,
        add column title text not null default '',
        add column plan_names_maker boolean not null default false,
        add column pending boolean not null default false,
        add column supplied boolean not null default false,
        add column made_in_province boolean not null default false;
      create index matching_line_demand on matching_line (demand_id);
      create index matching_line_buyer on matching_line (organisation_id, demand_id);
      create index matching_line_pending on matching_line (line_id) where pending;

      -- Suppliers are shown, and their lists ordered by, a score in which price against budget is neutral.
      alter table matching_recommendation add column supplier_score integer not null default 0 check (supplier_score between 0 and 10000);
      drop index matching_recommendation_product;
      create index matching_recommendation_product on matching_recommendation (product_id, supplier_score desc, id desc) where retired_at is null;
      -- A side answers; scores and factors are the rule's alone.
      revoke update on matching_recommendation from duijie_app;
      grant update (buyer_state, supplier_state, buyer_reason, supplier_reason) on matching_recommendation to duijie_app;

      -- Lead times and validity are judged by a day: without it a run could not be computed again.
      alter table matching_run add column as_of date not null;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
