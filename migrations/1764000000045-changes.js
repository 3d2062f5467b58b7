/** platform: what changed for an organisation, for software that keeps itself in step. */
export class Changes1764000000045 {
  name = 'Changes1764000000045';

  async up(runner) {
    await runner.query(`
      create index platform_outbox_of on platform_outbox (organisation_id, position) where organisation_id is not null and position is not null;
      create index platform_outbox_buyer on platform_outbox ((refs ->> 'buyerId'), position) where refs ? 'buyerId' and position is not null;
      create index platform_outbox_supplier on platform_outbox ((refs ->> 'supplierId'), position) where refs ? 'supplierId' and position is not null;
      create index platform_outbox_recipient on platform_outbox ((refs ->> 'recipientId'), position) where refs ? 'recipientId' and position is not null;

      -- Events that name the tenant, in the order of their positions, without what they say to others. The owner's rights, since a
      -- policy on refs would keep the indexes above from being used; whose events they are is the tenant's setting and no argument.
      create function platform_changes_of(after_position bigint, wanted_types text[], most integer)
        returns table ("position" bigint, type text, subject_id text, at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select c."position", c.type, c.subject_id, c.at from (
            (select o."position", o.type, o.subject_id, o.at from platform_outbox o
             where o.organisation_id = app_org() and o."position" > after_position and o.type = any(wanted_types) order by o."position" limit most)
            union
            (select o."position", o.type, o.subject_id, o.at from platform_outbox o
             where o.refs ? 'buyerId' and o.refs ->> 'buyerId' = app_org() and o."position" > after_position and o.type = any(wanted_types) order by o."position" limit most)
            union
            (select o."position", o.type, o.subject_id, o.at from platform_outbox o
             where o.refs ? 'supplierId' and o.refs ->> 'supplierId' = app_org() and o."position" > after_position and o.type = any(wanted_types) order by o."position" limit most)
            union
            (select o."position", o.type, o.subject_id, o.at from platform_outbox o
             where o.refs ? 'recipientId' and o.refs ->> 'recipientId' = app_org() and o."position" > after_position and o.type = any(wanted_types) order by o."position" limit most)
          ) c order by c."position" limit most $$;
      revoke all on function platform_changes_of from public;
      grant execute on function platform_changes_of to duijie_app;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
