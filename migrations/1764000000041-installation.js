/** platform: what this installation is told apart by, so that two that share one Redis by mistake do not do each other's work. */
export class Installation1764000000041 {
  name = 'Installation1764000000041';

  async up(runner) {
    await runner.query(`
      alter table platform_relay add column installation text not null default gen_random_uuid()::text;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
