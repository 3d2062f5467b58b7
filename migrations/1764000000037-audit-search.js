/** platform: the audit trail is searched by deed, member and period, newest first. */
export class AuditSearch1764000000037 {
  name = 'AuditSearch1764000000037';

  async up(runner) {
    await runner.query(`
      create index platform_audit_deed on platform_audit (deed, id);
      create index platform_audit_member on platform_audit (member_id, id);
      create index platform_audit_at on platform_audit (at, id);
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
