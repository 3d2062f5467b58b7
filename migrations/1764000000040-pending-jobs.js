/** platform: the jobs that Redis was given and that are not done, so that an erased Redis loses none. */
export class PendingJobs1764000000040 {
  name = 'PendingJobs1764000000040';

  async up(runner) {
    await runner.query(`
      create table platform_pending_job (
        lane text not null,
        id text not null,
        -- The order in which they were handed over, by which the list is read in pages.
        place bigint not null generated always as identity unique,
        handler text not null,
        -- What the job brings is read from the outbox again.
        outbox_ids bigint[] not null,
        run_at timestamptz,
        noted_at timestamptz not null default clock_timestamp(),
        primary key (lane, id)
      );
      alter table platform_pending_job enable row level security;
      create policy pending_job_relay on platform_pending_job to duijie_relay using (true) with check (true);
      grant select, insert, delete on platform_pending_job to duijie_relay;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
