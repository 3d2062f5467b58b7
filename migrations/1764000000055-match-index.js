/** matching: by which transaction a copy was last changed, which an index in memory follows; and what the lines were last told of the supply of a class. */
export class MatchIndex1764000000055 {
  name = 'MatchIndex1764000000055';

  async up(runner) {
    await runner.query(`
      alter table matching_line add column changed xid8 not null default pg_current_xact_id();
      alter table matching_product add column changed xid8 not null default pg_current_xact_id();
      create index matching_line_changed on matching_line (changed);
      create index matching_product_changed on matching_product (changed);
      create table matching_class_supply (
        class_id text primary key,
        supplied boolean not null,
        made_in_province boolean not null
      );
      alter table matching_class_supply enable row level security;
      create policy matching_class_supply_handlers on matching_class_supply to duijie_matcher using (true) with check (true);
      grant select, insert, update on matching_class_supply to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
