/** notification: webhooks of organisations, what is delivered to them, and every attempt. */
export class Webhooks1764000000047 {
  name = 'Webhooks1764000000047';

  async up(runner) {
    await runner.query(`
      create table notification_webhook (
        id opaque_id primary key,
        organisation_id opaque_id not null,
        name text not null,
        url text not null,
        event_types text[] not null,
        state text not null check (state in ('ACTIVE', 'PAUSED', 'PAUSED_BY_BREAKER', 'GONE')),
        -- Sealed under the id; the old one signs too until its time is up.
        sealed_secret text not null,
        sealed_old_secret text,
        old_secret_until timestamptz,
        failures integer not null default 0,
        probe_at timestamptz,
        slow boolean not null default false,
        -- Whose turn it was last; null has waited longest.
        served_at timestamptz,
        told_paused_at timestamptz,
        told_given_up_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((sealed_old_secret is null) = (old_secret_until is null)),
        check (state is distinct from 'PAUSED_BY_BREAKER' or probe_at is not null)
      );
      create index notification_webhook_of on notification_webhook (organisation_id, id);

      -- No foreign key to the webhook: who takes one away does not wait for thousands of rows, which a sweep takes after it.
      -- outbox_id: the event, once by each webhook; null for a trial.
      create table notification_webhook_delivery (
        id opaque_id primary key,
        webhook_id opaque_id not null,
        organisation_id opaque_id not null,
        outbox_id bigint,
        event_type text not null,
        subject_id text not null,
        happened_at timestamptz not null,
        state text not null check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
        -- Attempts in all, and those since it was planned or last asked for again.
        attempts integer not null default 0,
        tries integer not null default 0,
        due_at timestamptz not null,
        ends_at timestamptz not null,
        claimed_until timestamptz,
        status_code integer,
        code text,
        latency_ms integer,
        attempted_at timestamptz,
        settled_at timestamptz,
        created_at timestamptz not null,
        unique (webhook_id, outbox_id)
      );
      create index notification_webhook_delivery_due on notification_webhook_delivery (webhook_id, due_at, id) where state = 'WAITING';
      create index notification_webhook_delivery_under_way on notification_webhook_delivery (claimed_until) where claimed_until is not null;
      create index notification_webhook_delivery_ends on notification_webhook_delivery (ends_at) where state = 'WAITING';
      create index notification_webhook_delivery_of on notification_webhook_delivery (organisation_id, id);
      create index notification_webhook_delivery_of_webhook on notification_webhook_delivery (webhook_id, id);
      create index notification_webhook_delivery_old on notification_webhook_delivery (settled_at) where settled_at is not null;

      create table notification_webhook_attempt (
        delivery_id opaque_id not null references notification_webhook_delivery on delete cascade,
        number integer not null,
        organisation_id opaque_id not null,
        at timestamptz not null,
        status_code integer,
        code text,
        latency_ms integer not null,
        primary key (delivery_id, number)
      );

      alter table notification_webhook enable row level security;
      alter table notification_webhook_delivery enable row level security;
      alter table notification_webhook_attempt enable row level security;
      create policy webhook_own on notification_webhook to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());
      create policy webhook_delivery_own on notification_webhook_delivery to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());
      create policy webhook_attempt_own on notification_webhook_attempt for select to duijie_app using (organisation_id = app_org());
      create policy webhook_handlers on notification_webhook to duijie_matcher using (true) with check (true);
      create policy webhook_delivery_handlers on notification_webhook_delivery to duijie_matcher using (true) with check (true);
      create policy webhook_attempt_handlers on notification_webhook_attempt to duijie_matcher using (true) with check (true);

      grant select, insert, update, delete on notification_webhook to duijie_app;
      grant select, insert, update on notification_webhook_delivery to duijie_app;
      grant select on notification_webhook_attempt to duijie_app;
      grant select on notification_webhook to duijie_matcher;
      grant update (state, failures, probe_at, slow, served_at, sealed_old_secret, old_secret_until, told_paused_at, told_given_up_at) on notification_webhook to duijie_matcher;
      grant select, insert, update, delete on notification_webhook_delivery to duijie_matcher;
      grant select, insert on notification_webhook_attempt to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
