/** policy: the work plan as data, each edition with its hash and basis. Public to read; written by the owner's loader. */
export class Policy1764000000003 {
  name = 'Policy1764000000003';

  async up(runner) {
    await runner.query(`
      create table policy_edition (
        name text primary key,
        version text not null,
        sha256 text not null,
        basis_zh text not null,
        basis_en text not null,
        loaded_at timestamptz not null default clock_timestamp()
      );
      create table policy_class (
        id text primary key,
        origin text not null check (origin in ('PLAN', 'EXTENSION')),
        zh text not null,
        en text not null,
        clause text not null,
        departments text[] not null,
        energy_grade_kind text,
        ancestors text[] not null,
        definition jsonb not null
      );
      create table policy_demand_item (
        id text primary key,
        zh text not null,
        en text not null,
        clause text not null,
        departments text[] not null,
        task_id text not null,
        direction_zh text,
        meaning_zh text,
        meaning_en text,
        gap boolean not null,
        energy_grade_kind text
      );
      create table policy_upgrade_path (
        demand_item_id text not null references policy_demand_item,
        class_id text not null references policy_class,
        relation text not null check (relation in ('fulfils', 'fulfils-in-part', 'component', 'enables')),
        strength smallint not null check (strength between 1 and 3),
        because_zh text not null,
        because_en text not null,
        primary key (demand_item_id, class_id, relation)
      );
      create index policy_upgrade_path_class on policy_upgrade_path (class_id);
      alter table policy_edition enable row level security;
      alter table policy_class enable row level security;
      alter table policy_demand_item enable row level security;
      alter table policy_upgrade_path enable row level security;
      create policy edition_public on policy_edition for select to duijie_app, duijie_matcher using (true);
      create policy class_public on policy_class for select to duijie_app, duijie_matcher using (true);
      create policy demand_item_public on policy_demand_item for select to duijie_app, duijie_matcher using (true);
      create policy upgrade_path_public on policy_upgrade_path for select to duijie_app, duijie_matcher using (true);
      grant select on policy_edition, policy_class, policy_demand_item, policy_upgrade_path to duijie_app, duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
