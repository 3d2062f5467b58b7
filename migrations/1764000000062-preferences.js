/** matching: why a buyer dismissed, what his answers say of factors, and the versions of what they made of the weights. */
export class Preferences1764000000062 {
  name = 'Preferences1764000000062';

  async up(runner) {
    await runner.query(`
      alter table matching_recommendation add column buyer_cause text;
      grant update (buyer_cause) on matching_recommendation to duijie_app;

      -- What an answer says of factors; one that says nothing has no row. Only those since the last reset count.
      create table matching_saying (
        recommendation_id opaque_id primary key,
        buyer_id opaque_id not null,
        resets integer not null check (resets >= 0),
        saying jsonb not null,
        at timestamptz not null
      );
      create index matching_saying_counting on matching_saying (buyer_id, resets);
      alter table matching_saying enable row level security;
      create policy saying_own on matching_saying to duijie_app using (buyer_id = app_org()) with check (buyer_id = app_org());
      grant select, insert, update, delete on matching_saying to duijie_app;

      -- Never changed afterwards; the highest version of a buyer is in force.
      create table matching_preference (
        buyer_id opaque_id not null,
        version integer not null check (version >= 1),
        leanings jsonb not null,
        resets integer not null check (resets >= 0),
        because text not null check (because in ('ANSWERS', 'RESET')),
        at timestamptz not null,
        member_id opaque_id not null,
        primary key (buyer_id, version)
      );
      alter table matching_preference enable row level security;
      -- A department sees the score and its factors as the buyer does, and must come to the same.
      create policy preference_read on matching_preference for select to duijie_app using (buyer_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy preference_add on matching_preference for insert to duijie_app with check (buyer_id = app_org());
      create policy preference_market on matching_preference as restrictive to duijie_app using (app_meets(buyer_id)) with check (app_meets(buyer_id));
      create policy preference_handlers on matching_preference for select to duijie_matcher using (true);
      grant select, insert on matching_preference to duijie_app;
      grant select on matching_preference to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
