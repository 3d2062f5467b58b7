/** matching: searches of products that an organisation saved, what they found since, and each product as it was judged last by them. */
export class SavedSearches1764000000058 {
  name = 'SavedSearches1764000000058';

  async up(runner) {
    await runner.query(`
      -- filter: as the API took it; needs and keys: what is judged, made of it when it was saved. Every product that answers has one of the keys.
      create table matching_saved_search (
        id opaque_id primary key,
        owner_id opaque_id not null,
        owner_branch ltree not null,
        member_id opaque_id not null,
        name text not null,
        query text not null,
        filter jsonb not null,
        needs jsonb not null,
        keys text[] not null,
        frequency text not null check (frequency in ('AT_ONCE', 'DAILY', 'WEEKLY')),
        paused_at timestamptz,
        since timestamptz not null,
        told_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (owner_id, name)
      );
      create index matching_saved_search_keys on matching_saved_search using gin (keys) where paused_at is null;
      alter table matching_saved_search enable row level security;
      create policy saved_search_own on matching_saved_search to duijie_app using (owner_id = app_org()) with check (owner_id = app_org());
      create policy saved_search_handlers on matching_saved_search to duijie_matcher using (true) with check (true);
      grant select, insert, update, delete on matching_saved_search to duijie_app;
      grant select, update (told_at) on matching_saved_search to duijie_matcher;

      -- The pair is the key: a product is found by a search once, however often it comes and goes.
      create table matching_saved_search_hit (
        search_id opaque_id not null references matching_saved_search on delete cascade,
        product_id opaque_id not null,
        owner_id opaque_id not null,
        at timestamptz not null,
        told boolean not null,
        primary key (search_id, product_id)
      );
      create index matching_saved_search_hit_latest on matching_saved_search_hit (search_id, at desc, product_id desc);
      create index matching_saved_search_hit_untold on matching_saved_search_hit (search_id) where not told;
      alter table matching_saved_search_hit enable row level security;
      create policy saved_search_hit_own on matching_saved_search_hit for select to duijie_app using (owner_id = app_org());
      create policy saved_search_hit_handlers on matching_saved_search_hit to duijie_matcher using (true) with check (true);
      grant select on matching_saved_search_hit to duijie_app;
      grant select, insert, update (told) on matching_saved_search_hit to duijie_matcher;

      -- listed: the product as search knew it when it was judged last, with public prices alone; null: it was not listed then.
      create table matching_searched_product (
        product_id opaque_id primary key,
        listed jsonb
      );
      alter table matching_searched_product enable row level security;
      create policy searched_product_handlers on matching_searched_product to duijie_matcher using (true) with check (true);
      grant select, insert, update on matching_searched_product to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
