/** matching: weights as versions that stay; what was replaced in the projections, so that a run can be judged again; what a run saw and came to. */
export class Replay1764000000056 {
  name = 'Replay1764000000056';

  async up(runner) {
    await runner.query(`
      create table matching_weights (
        version integer primary key,
        weights jsonb not null,
        basis text not null,
        clause text,
        at timestamptz not null,
        -- Null: as shipped.
        edited_by opaque_id,
        member_id opaque_id,
        check ((edited_by is null) = (member_id is null) and (edited_by is null) = (version = 1))
      );
      insert into matching_weights (version, weights, basis, at) values (1,
        '{"PATH_STRENGTH": 2500, "SOFT_REQUIREMENTS": 2000, "PRICE": 2000, "LEAD_TIME": 1000, "DISTANCE": 500, "ENERGY_GRADE": 1000, "PROOF": 500, "RECORD": 500}',
        '平台随附的权重 The weights as shipped', now());
      alter table matching_weights enable row level security;
      create policy matching_weights_handlers on matching_weights for select to duijie_matcher using (true);
      -- How it is judged is no secret: whoever is judged may know it.
      create policy matching_weights_read on matching_weights for select to duijie_app using (true);
      create policy matching_weights_add on matching_weights for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and edited_by = app_org());
      grant select on matching_weights to duijie_matcher;
      grant select, insert on matching_weights to duijie_app;
      -- The same numbers had a date for a name while they stood in the code.
      update matching_run set weights_version = '1';

      -- What a projection was until a transaction replaced it. What never changed is not in here.
      create table matching_product_past (
        product_id opaque_id not null,
        revision bigint not null,
        class_id text not null,
        active boolean not null,
        offered jsonb not null,
        changed xid8 not null default pg_current_xact_id(),
        replaced xid8 not null default pg_current_xact_id(),
        replaced_at timestamptz not null default now(),
        primary key (product_id, revision)
      );
      create index matching_product_past_class on matching_product_past (class_id, product_id);
      create index matching_product_past_at on matching_product_past (replaced_at);
      create table matching_line_past (
        number bigint generated always as identity primary key,
        line_id opaque_id not null,
        active boolean not null,
        wanted jsonb not null,
        changed xid8 not null default pg_current_xact_id(),
        replaced xid8 not null default pg_current_xact_id(),
        replaced_at timestamptz not null default now()
      );
      create index matching_line_past_line on matching_line_past (line_id);
      create index matching_line_past_at on matching_line_past (replaced_at);
      alter table matching_product_past enable row level security;
      alter table matching_line_past enable row level security;
      create policy matching_product_past_handlers on matching_product_past to duijie_matcher using (true) with check (true);
      create policy matching_line_past_handlers on matching_line_past to duijie_matcher using (true) with check (true);
      grant select, insert, delete on matching_product_past, matching_line_past to duijie_matcher;

      alter table matching_run
        -- The snapshot by which it read products and lines; null for runs of earlier versions, which cannot be judged again.
        add seen text,
        -- Lines that a reverse run judged; those of a forward one are its subjects.
        add line_ids text[] not null default '{}',
        -- Digest of everything that matched, with scores, factors and order.
        add result text,
        add classes_version text not null default 'none',
        add energy_version text not null default 'none',
        -- Snapshots mean nothing on another server: there the first is another one than the second.
        add made_by xid8 not null default pg_current_xact_id(),
        add made_by_text text not null default pg_current_xact_id()::text;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
