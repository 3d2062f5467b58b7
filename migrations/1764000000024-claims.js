/** organisation: who says that a registered enterprise is theirs (认领、接管), decided by a department. */
export class Claims1764000000024 {
  name = 'Claims1764000000024';

  async up(runner) {
    await runner.query(`
      create table organisation_claim (
        id opaque_id primary key,
        organisation_id opaque_id not null references organisation,
        kind text not null check (kind in ('CLAIM', 'TAKEOVER')),
        account_id opaque_id not null references organisation_account,
        claimant_id opaque_id,
        claimant_name text,
        reason text not null,
        evidence_file_ids text[] not null default '{}',
        state text not null check (state in ('OPEN', 'APPROVED', 'REFUSED')),
        decision_reason text,
        former_owners text check (former_owners in ('KEEP', 'VIEWER', 'REMOVE')),
        due_on date not null,
        opened_at timestamptz not null,
        decided_at timestamptz,
        decided_by text
      );
      create index organisation_claim_open on organisation_claim (due_on, id) where state = 'OPEN';
      create unique index organisation_claim_once on organisation_claim (organisation_id, account_id) where state = 'OPEN';
      create index organisation_claim_by on organisation_claim (claimant_id, id);
      alter table organisation_claim enable row level security;
      create policy claim_read on organisation_claim for select to duijie_app using (claimant_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM'));
      create policy claim_open on organisation_claim for insert to duijie_app with check (app_kind() = 'SYSTEM');
      create policy claim_decide on organisation_claim for update to duijie_app using (app_kind() = 'DEPARTMENT') with check (app_kind() = 'DEPARTMENT');
      grant select, insert, update on organisation_claim to duijie_app;

      alter table organisation_review drop constraint organisation_review_case_kind_check;
      alter table organisation_review add constraint organisation_review_case_kind_check
        check (case_kind in ('REGISTRATION', 'RECOMMENDED_LIST', 'PROJECT', 'CLAIM', 'TAKEOVER'));

      -- While a claim is open, and no longer, departments reach the people and sessions of the enterprise that it is about.
      create policy member_of_claimed_read on organisation_member for select to duijie_app using (
        app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_member.organisation_id and c.state = 'OPEN'));
      create policy member_of_claimed_add on organisation_member for insert to duijie_app with check (
        app_kind() = 'DEPARTMENT' and exists (
          select from organisation_claim c where c.organisation_id = organisation_member.organisation_id and c.account_id = organisation_member.account_id and c.state = 'OPEN'));
      create policy member_of_claimed_change on organisation_member for update to duijie_app
        using (app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_member.organisation_id and c.state = 'OPEN'))
        with check (app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_member.organisation_id and c.state = 'OPEN'));
      create policy session_of_claimed_read on organisation_session for select to duijie_app using (
        app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_session.organisation_id and c.state = 'OPEN'));
      create policy session_of_claimed_revoke on organisation_session for update to duijie_app
        using (app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_session.organisation_id and c.state = 'OPEN'))
        with check (app_kind() = 'DEPARTMENT' and exists (select from organisation_claim c where c.organisation_id = organisation_session.organisation_id and c.state = 'OPEN'));

      -- What proves a claim is read by those who decide it.
      create policy file_evidence on platform_file for select to duijie_app using (app_kind() = 'DEPARTMENT' and purpose = 'EVIDENCE');
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
