/** matching: of which demand item a line is, for the register of supply gaps; topics (揭榜挂帅课题) that departments open of them. */
export class Topics1764000000059 {
  name = 'Topics1764000000059';

  async up(runner) {
    await runner.query(`
      -- Null until the line is copied anew, which a sweep does.
      alter table matching_line add column item_id text;

      create table matching_topic (
        id opaque_id primary key,
        kind text not null check (kind in ('PLATFORM', 'PROVINCE')),
        item_id text,
        class_id text,
        line_ids text[] not null,
        state text not null check (state in ('DRAFT', 'PUBLISHED', 'CLOSED')),
        title text not null,
        need text not null,
        requirements text[] not null,
        quantity text not null,
        clause text not null,
        revision integer not null check (revision >= 1),
        opened_by opaque_id not null,
        member_id text not null,
        reopens text,
        succeeded_by text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        published_at timestamptz,
        closed_at timestamptz,
        closed_by text check (closed_by in ('SYSTEM', 'DEPARTMENT')),
        close_reason text,
        check ((item_id is null) <> (class_id is null)),
        check ((state = 'CLOSED') = (closed_at is not null and closed_by is not null))
      );
      -- One topic at a time for what is missing.
      create unique index matching_topic_open on matching_topic (kind, coalesce(item_id, class_id)) where state in ('DRAFT', 'PUBLISHED');
      create unique index matching_topic_reopens on matching_topic (reopens) where reopens is not null;
      create index matching_topic_watching on matching_topic using gin (line_ids)
        where state = 'PUBLISHED' or (state = 'CLOSED' and closed_by = 'SYSTEM' and succeeded_by is null);
      alter table matching_topic enable row level security;
      create policy topic_read on matching_topic for select to duijie_app using (app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy topic_open on matching_topic for insert to duijie_app with check (app_kind() = 'DEPARTMENT' and opened_by = app_org());
      create policy topic_change on matching_topic for update to duijie_app
        using (app_kind() = 'DEPARTMENT' and opened_by = app_org()) with check (app_kind() = 'DEPARTMENT' and opened_by = app_org());
      create policy topic_handlers on matching_topic to duijie_matcher using (true) with check (true);
      grant select, insert, update on matching_topic to duijie_app;
      grant select, insert, update (state, closed_at, closed_by, close_reason, succeeded_by, updated_at) on matching_topic to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
