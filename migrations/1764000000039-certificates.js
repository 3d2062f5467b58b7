/** catalogue: certificates and test reports of suppliers as records, with what they cover and until when, checked by a department. */
export class Certificates1764000000039 {
  name = 'Certificates1764000000039';

  async up(runner) {
    await runner.query(`
      create table catalogue_certificate (
        id opaque_id primary key,
        owner_id opaque_id not null,
        kind text not null check (kind in ('ENERGY_REPORT', 'ENERGY_LABEL', 'MINING_SAFETY', 'EXPLOSION_PROOF', 'CCC', 'SPECIAL_EQUIPMENT', 'TYPE_APPROVAL', 'TEST_REPORT', 'OTHER')),
        number text not null,
        number_key text not null,
        issuer text not null,
        issuer_key text not null,
        scope text not null,
        -- As written, and as products are told apart by; empty: the whole of class_ids.
        models text[] not null,
        model_keys text[] not null,
        class_ids text[] not null,
        valid_from date,
        valid_until date,
        energy_grade smallint check (energy_grade between 1 and 3),
        standard text,
        evidence_file_id opaque_id,
        state text not null check (state in ('DECLARED', 'VERIFIED', 'REJECTED', 'WITHDRAWN')),
        reason text,
        revision integer not null,
        due_on date not null,
        registered_at timestamptz not null,
        updated_at timestamptz not null,
        checked_at timestamptz,
        checked_by opaque_id,
        checker_member_id opaque_id,
        check (state is distinct from 'REJECTED' or reason is not null)
      );
      create unique index catalogue_certificate_number on catalogue_certificate (owner_id, kind, issuer_key, number_key) where state <> 'WITHDRAWN';
      create index catalogue_certificate_owner on catalogue_certificate (owner_id, id);
      create index catalogue_certificate_queue on catalogue_certificate (due_on, id) where state = 'DECLARED';
      alter table catalogue_certificate enable row level security;
      create policy certificate_read on catalogue_certificate for select to duijie_app using (owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      -- What speaks for products on the market is public; what was rejected or taken back is between the supplier and the departments.
      create policy certificate_market on catalogue_certificate for select to duijie_app using (
        state in ('DECLARED', 'VERIFIED') and exists (select from catalogue_product p where p.owner_id = catalogue_certificate.owner_id and p.state = 'PUBLISHED'));
      create policy certificate_register on catalogue_certificate for insert to duijie_app with check (owner_id = app_org() and state = 'DECLARED');
      -- A supplier declares and takes back; it verifies nothing.
      create policy certificate_revise on catalogue_certificate for update to duijie_app
        using (owner_id = app_org() and state <> 'WITHDRAWN') with check (owner_id = app_org() and state in ('DECLARED', 'WITHDRAWN'));
      create policy certificate_review on catalogue_certificate for update to duijie_app
        using (app_kind() = 'DEPARTMENT' and state in ('DECLARED', 'VERIFIED')) with check (app_kind() = 'DEPARTMENT' and state in ('VERIFIED', 'REJECTED'));
      create policy certificate_handlers on catalogue_certificate for select to duijie_matcher using (true);
      grant select, insert, update on catalogue_certificate to duijie_app;
      grant select on catalogue_certificate to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
