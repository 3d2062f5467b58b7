/** demand: a machine in a sandbox keeps nobody from registering the real one, and tells nobody that it is there. */
export class SandboxMachines1764000000061 {
  name = 'SandboxMachines1764000000061';

  async up(runner) {
    await runner.query(`
      -- Within the market, and within each sandbox by itself.
      drop index demand_equipment_machine;
      create unique index demand_equipment_machine on demand_equipment (maker_key, serial_key, (case when starts_with(owner_id, 'sbx_') then owner_id::text else '' end))
        where state = 'IN_SERVICE' and maker_key is not null and serial_key is not null;
      create or replace function demand_machines_elsewhere(wanted_makers text[], wanted_serials text[])
        returns table (maker_key text, serial_key text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select e.maker_key, e.serial_key
          from unnest(wanted_makers, wanted_serials) as wanted (maker, serial)
          join demand_equipment e on e.maker_key = wanted.maker and e.serial_key = wanted.serial
          where e.state = 'IN_SERVICE' and app_org() is not null and e.owner_id <> app_org() and not (starts_with(e.owner_id, 'sbx_') or starts_with(app_org(), 'sbx_')) $$;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
