/** organisation: sandboxes (沙箱) of enterprises, which nobody but themselves sees into, in whatever table their rows lie. */
export class Sandbox1764000000060 {
  name = 'Sandbox1764000000060';

  async up(runner) {
    await runner.query(`
      -- Whose rows the tenant may meet at all, above all else that a policy says: a sandbox its own and nothing of the market, everybody
      -- else nothing of a sandbox, departments among them. The id of the owner tells, so that no copy of a row can lose it.
      create function app_meets(owner text) returns boolean language sql stable parallel safe as $$
        select owner = app_org() or not (starts_with(owner, 'sbx_') or starts_with(coalesce(app_org(), ''), 'sbx_')) or app_kind() = 'SYSTEM' $$;

      alter table organisation
        add column sandbox_of opaque_id references organisation,
        add constraint organisation_sandbox_named check (starts_with(id, 'sbx_') = (sandbox_of is not null)),
        add constraint organisation_sandbox_nobody check (sandbox_of is null or (kind = 'ENTERPRISE' and credit_code is null and parent_id is null and business_phone is null));
      -- One at a time; emptied ones are closed and stay behind.
      create unique index organisation_sandbox on organisation (sandbox_of) where state <> 'CLOSED';
      create index organisation_sandboxes on organisation (sandbox_of, id) where sandbox_of is not null;
      create policy organisation_market on organisation as restrictive to duijie_app
        using (app_meets(id) or sandbox_of = app_org()) with check (app_meets(id) or sandbox_of = app_org());
      create policy organisation_sandbox_read on organisation for select to duijie_app using (sandbox_of = app_org());
      create policy organisation_sandbox_open on organisation for insert to duijie_app
        with check (sandbox_of = app_org() and app_kind() = 'ENTERPRISE' and app_approved());
      create policy organisation_sandbox_empty on organisation for update to duijie_app using (sandbox_of = app_org()) with check (sandbox_of = app_org());

      create policy product_market on catalogue_product as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy product_revision_market on catalogue_product_revision as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy offer_market on catalogue_offer as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy offer_revision_market on catalogue_offer_revision as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy certificate_market_of on catalogue_certificate as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy suspension_market on catalogue_suspension as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy sample_item_market on catalogue_sample_item as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy list_application_market on catalogue_list_application as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy import_market on catalogue_import as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy import_row_market on catalogue_import_row as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy demand_market on demand_demand as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy demand_line_market on demand_line as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy demand_line_revision_market on demand_line_revision as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy equipment_market on demand_equipment as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy retirement_draft_market on demand_retirement_draft as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy retirement_cause_market on demand_retirement_cause as restrictive to duijie_app using (app_meets(owner_id)) with check (app_meets(owner_id));
      create policy matching_product_market on matching_product as restrictive to duijie_app using (app_meets(organisation_id)) with check (app_meets(organisation_id));
      create policy matching_line_market on matching_line as restrictive to duijie_app using (app_meets(organisation_id)) with check (app_meets(organisation_id));
      create policy recommendation_market on matching_recommendation as restrictive to duijie_app
        using (app_meets(buyer_id) and app_meets(supplier_id)) with check (app_meets(buyer_id) and app_meets(supplier_id));
      -- What no rule may do: bring a sandbox and anybody else together.
      alter table matching_recommendation add constraint recommendation_within_market
        check (buyer_id = supplier_id or not (starts_with(buyer_id, 'sbx_') or starts_with(supplier_id, 'sbx_'))) not valid;
      alter table matching_recommendation validate constraint recommendation_within_market;

      -- A token of the enterprise that acts for its sandbox, whichever that is when it is used; it stands and falls with the enterprise.
      alter table organisation_api_token add column sandbox boolean not null default false;
      create or replace function organisation_api_token_of(wanted_hash text)
        returns table (token_id text, organisation_id text, kind text, branch text, state text, scopes text[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select t.id, a.id, a.kind, a.branch::text, o.state, t.scopes, t.expires_at, t.last_used_at, coalesce(t.revoked_at, m.disabled_at, c.disabled_at)
          from organisation_api_token t
          join organisation_member m on m.id = t.created_by
          join organisation_account c on c.id = m.account_id
          join organisation o on o.id = t.organisation_id
          join organisation a on a.id = case when t.sandbox then (select s.id from organisation s where s.sandbox_of = o.id and s.state <> 'CLOSED') else o.id end
          where t.secret_hash = wanted_hash $$;

      -- Products of sandboxes lie in the back of each half of the search index, under its number with a minus: who asks the market asks a
      -- number without one, and finds nothing there whatever else is asked for.
      comment on column platform_search_product.generation is 'negative: products of sandboxes';

      -- A webhook of a sandbox stays when that is emptied, and is then the new one''s.
      grant update (organisation_id) on notification_webhook to duijie_matcher;
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
