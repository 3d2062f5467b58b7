/** platform/search: how far another search engine has followed PostgreSQL's own index, and by which transaction an entry of that changed. */
export class SearchEngine1764000000054 {
  name = 'SearchEngine1764000000054';

  async up(runner) {
    await runner.query(`
      -- How the one writer finds what it has not sent, whenever it was committed.
      alter table platform_search_product add column changed xid8 not null default pg_current_xact_id();
      create index platform_search_product_changed on platform_search_product (changed);

      create table platform_search_engine (
        only_one boolean primary key default true check (only_one),
        -- Names of our indexes begin with it: two installations may share an engine.
        installation text not null default left(replace(gen_random_uuid()::text, '-', ''), 12),
        -- The index in the engine that may answer; its name is never used twice. Null: none may.
        copy text,
        generation smallint,
        followed pg_snapshot,
        followed_at timestamptz,
        -- The last task of the copy: an engine that does not remember it was erased or put back.
        task bigint,
        -- Products that the engine would not take, tried again whenever both are compared.
        refused text[] not null default '{}',
        check ((copy is null) = (generation is null) and (copy is null) = (followed is null) and (copy is null) = (task is null))
      );
      insert into platform_search_engine default values;

      alter table platform_search_engine enable row level security;
      create policy search_engine_read on platform_search_engine for select to duijie_app using (true);
      create policy search_engine_handlers on platform_search_engine to duijie_matcher using (true) with check (true);
      grant select on platform_search_engine to duijie_app;
      grant select, update on platform_search_engine to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
