/** platform/search in PostgreSQL: published products as they are found, filtered and sorted; the words they teach. */
export class Search1764000000008 {
  name = 'Search1764000000008';

  async up(runner) {
    await runner.query(`
      -- Two generations at most: the one that queries see, and the next one while it is filled.
      create table platform_search_generation (
        only_one boolean primary key default true check (only_one),
        live smallint not null default 1,
        next smallint check (next <> live)
      );
      insert into platform_search_generation default values;

      create table platform_search_product (
        generation smallint not null,
        product_id text collate "C" not null,
        version bigint not null,
        edition text not null,
        -- A deleted product leaves its version behind, or a late older write would bring it back.
        deleted boolean not null default false,
        name text not null,
        models text not null,
        called text not null,
        -- Single words, made by the normaliser. PostgreSQL's own parser takes 颚式破碎机 as one word and parts 4lz-6.0 as a number.
        words tsvector not null,
        class_ids text[] not null,
        specs jsonb not null,
        price_cny numeric(18,2),
        energy_grade smallint,
        regions text[] not null,
        certificates text[] not null,
        supplier_id text collate "C" not null,
        published_ms bigint not null,
        primary key (generation, product_id)
      );
      create index platform_search_product_words on platform_search_product using gin (words) with (fastupdate = off) where not deleted;
      create index platform_search_product_classes on platform_search_product using gin (class_ids) with (fastupdate = off) where not deleted;
      create index platform_search_product_models on platform_search_product using gin (models gin_trgm_ops) where not deleted;
      create index platform_search_product_newest on platform_search_product (generation, published_ms desc, product_id desc) where not deleted;
      create index platform_search_product_cheapest on platform_search_product (generation, (coalesce(price_cny, 1e16)), product_id) where not deleted;
      create index platform_search_product_dearest on platform_search_product (generation, (coalesce(price_cny, -1)) desc, product_id desc) where not deleted;
      create index platform_search_product_supplier on platform_search_product (supplier_id, generation) where not deleted;

      -- What a misspelt word may have meant. A word of a withdrawn product may stay: whoever offers one looks whether it still finds anything.
      create table platform_search_word (
        word text collate "C" primary key,
        closes_names boolean not null,
        deletions text[] not null
      );
      create index platform_search_word_deletions on platform_search_word using gin (deletions) with (fastupdate = off);

      alter table platform_search_generation enable row level security;
      alter table platform_search_product enable row level security;
      alter table platform_search_word enable row level security;
      -- Public: published products alone are indexed, and of prices those that everybody may read. Rows are re-read under the viewer's rights.
      create policy search_generation_read on platform_search_generation for select to duijie_app using (true);
      create policy search_product_read on platform_search_product for select to duijie_app using (true);
      create policy search_word_read on platform_search_word for select to duijie_app using (true);
      create policy search_generation_handlers on platform_search_generation to duijie_matcher using (true) with check (true);
      create policy search_product_handlers on platform_search_product to duijie_matcher using (true) with check (true);
      create policy search_word_handlers on platform_search_word to duijie_matcher using (true) with check (true);

      grant select on platform_search_generation, platform_search_product, platform_search_word to duijie_app;
      grant select, update on platform_search_generation to duijie_matcher;
      grant select, insert, update, delete on platform_search_product to duijie_matcher;
      grant select, insert, update on platform_search_word to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
