/** policy, demand: which items ask for software beside the machine, which classes are software; what a line pairs, or why nothing. */
export class SoftwarePairing1764000000063 {
  name = 'SoftwarePairing1764000000063';

  async up(runner) {
    await runner.query(`
      alter table policy_demand_item add column software_pairing boolean not null default false;
      -- Beside the definition, which an edit of a class replaces as a whole.
      alter table policy_class add column software_kind boolean not null default false;
      -- Both are read from files that were loaded without them: the next start loads these anew.
      delete from policy_edition where name in ('upgrade-paths', 'extension-classes');

      alter table demand_line
        add column software_class_ids text[] not null default '{}',
        add column software_waiver text;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
