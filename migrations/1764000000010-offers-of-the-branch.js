/** catalogue: who may read a product of its own tree may read its offer; the group of a supplier saw one without the other. */
export class OffersOfTheBranch1764000000010 {
  name = 'OffersOfTheBranch1764000000010';

  async up(runner) {
    await runner.query(`
      alter policy offer_read on catalogue_offer using (
        published or owner_id = app_org() or app_kind() in ('DEPARTMENT', 'SYSTEM')
        or exists (select from catalogue_product p where p.id = product_id and p.owner_branch <@ app_branch()));
    `);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
