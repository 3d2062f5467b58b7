/** notification: addresses, preferences and quiet hours of members and organisations; messages that leave the house with their receipts; digests. */
export class NotificationDelivery1764000000015 {
  name = 'NotificationDelivery1764000000015';

  async up(runner) {
    await runner.query(`
      -- A subscriber is a member, or an organisation as a whole; a row is there once something was chosen.
      create table notification_subscriber (
        subscriber_id opaque_id primary key,
        organisation_id opaque_id not null,
        language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
        quiet_from smallint check (quiet_from between 0 and 1439),
        quiet_to smallint check (quiet_to between 0 and 1439),
        updated_at timestamptz not null,
        check ((quiet_from is null) = (quiet_to is null)),
        check (quiet_from <> quiet_to)
      );
      create table notification_preference (
        subscriber_id opaque_id not null,
        kind text not null,
        organisation_id opaque_id not null,
        channels text[] not null,
        cadence text not null check (cadence in ('AT_ONCE', 'DAILY', 'WEEKLY', 'OFF')),
        updated_at timestamptz not null,
        primary key (subscriber_id, kind)
      );
      -- The address lies sealed; its name tells two rows with one address, and nothing else. The code of a nonce is nowhere.
      create table notification_contact (
        id opaque_id primary key,
        subscriber_id opaque_id not null,
        organisation_id opaque_id not null,
        channel text not null check (channel in ('WECOM', 'DINGTALK', 'SMS', 'EMAIL')),
        sealed_address text not null,
        address_name text not null,
        masked text not null,
        nonce text not null,
        code_sent_at timestamptz,
        code_tries smallint not null default 0,
        confirmed_at timestamptz,
        created_at timestamptz not null,
        unique (subscriber_id, channel)
      );
      create index notification_contact_of on notification_contact (organisation_id) where confirmed_at is not null;

      -- about: the notice, the period of a digest, or the nonce of a code: one message about it by each channel, whatever is delivered twice.
      create table notification_delivery (
        id opaque_id primary key,
        organisation_id opaque_id not null,
        subscriber_id opaque_id not null,
        channel text not null check (channel in ('WECOM', 'DINGTALK', 'SMS', 'EMAIL')),
        purpose text not null check (purpose in ('NOTICE', 'DIGEST', 'CODE')),
        about text not null,
        kind text not null,
        state text not null check (state in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'FELL_BACK')),
        code text,
        address_name text,
        fallback_of opaque_id,
        attempts smallint not null default 0,
        due_at timestamptz not null,
        woken_at timestamptz,
        claimed_until timestamptz,
        settled_at timestamptz,
        created_at timestamptz not null,
        unique (subscriber_id, channel, about)
      );
      create index notification_delivery_due on notification_delivery (due_at, id) where state = 'QUEUED';
      create index notification_delivery_lately on notification_delivery (subscriber_id, due_at) where purpose = 'NOTICE';
      create index notification_delivery_codes on notification_delivery (organisation_id, created_at) where purpose = 'CODE';
      create index notification_delivery_codes_to on notification_delivery (address_name, created_at) where purpose = 'CODE';
      create index notification_delivery_about on notification_delivery (organisation_id, about);
      create index notification_delivery_old on notification_delivery (settled_at) where settled_at is not null;

      create table notification_digest_item (
        subscriber_id opaque_id not null,
        channel text not null,
        notice_id opaque_id not null,
        organisation_id opaque_id not null,
        kind text not null,
        period text not null,
        due_at timestamptz not null,
        delivery_id opaque_id,
        primary key (subscriber_id, channel, notice_id)
      );
      create index notification_digest_item_due on notification_digest_item (due_at) where delivery_id is null;
      create index notification_digest_item_of on notification_digest_item (delivery_id);
      create index notification_digest_item_old on notification_digest_item (due_at) where delivery_id is not null;

      alter table notification_subscriber enable row level security;
      alter table notification_preference enable row level security;
      alter table notification_contact enable row level security;
      alter table notification_delivery enable row level security;
      alter table notification_digest_item enable row level security;
      create policy subscriber_own on notification_subscriber to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());
      create policy preference_own on notification_preference to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());
      create policy contact_own on notification_contact to duijie_app using (organisation_id = app_org()) with check (organisation_id = app_org());
      create policy delivery_own on notification_delivery for select to duijie_app using (organisation_id = app_org());
      create policy subscriber_handlers on notification_subscriber for select to duijie_matcher using (true);
      create policy preference_handlers on notification_preference for select to duijie_matcher using (true);
      create policy contact_handlers on notification_contact to duijie_matcher using (true) with check (true);
      create policy delivery_handlers on notification_delivery to duijie_matcher using (true) with check (true);
      create policy digest_handlers on notification_digest_item to duijie_matcher using (true) with check (true);

      grant select, insert, update on notification_subscriber, notification_preference to duijie_app;
      grant select, insert, update, delete on notification_contact to duijie_app;
      grant select on notification_delivery to duijie_app;
      grant select on notification_subscriber, notification_preference, notification_contact to duijie_matcher;
      grant update (confirmed_at) on notification_contact to duijie_matcher;
      grant select, insert, update, delete on notification_delivery, notification_digest_item to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
