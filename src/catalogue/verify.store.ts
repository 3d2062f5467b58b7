import type { Invariant } from '../platform/verify/invariant.js';
import { noRow } from '../platform/verify/rows.store.js';

const REVISIONS_FIX = { zh: '历史版本已丢失：从备份恢复', en: 'revisions are lost: restore a backup' };

/** What must hold within the catalogue. */
export const CATALOGUE_INVARIANTS: readonly Invariant[] = [
  noRow({
    code: 'PRODUCT_OFFER', zh: '每个产品恰有一份报价，且其公开状态与产品一致', en: 'every product has one offer, which is public as long as the product is',
    fix: { zh: '让供方重新发布或撤回该产品（publishProducts、withdrawProducts）', en: 'have the supplier publish or withdraw the product anew (publishProducts, withdrawProducts)' },
  }, `select p.id as what from catalogue_product p left join catalogue_offer o on o.product_id = p.id
      group by p.id having count(o.id) <> 1 or bool_or(o.published <> (p.state = 'PUBLISHED'))`),
  noRow({
    code: 'PRODUCT_MODEL_TWICE', zh: '一家供方的每个型号只有一个产品', en: 'a supplier has each model once',
    fix: { zh: '唯一索引已损坏：核对后以属主执行 reindex table catalogue_product', en: 'the unique index is damaged: settle the rows, then reindex table catalogue_product as the owner' },
  }, 'select owner_id || \' \' || model_key as what from catalogue_product group by owner_id, model_key having count(*) > 1'),
  noRow({ code: 'PRODUCT_REVISIONS', zh: '产品的历史版本从 1 起连续到当前版本', en: 'revisions of a product run from 1 to the one in force', fix: REVISIONS_FIX },
    `select p.id as what from catalogue_product p left join catalogue_product_revision r on r.product_id = p.id
     group by p.id having (count(r.id), min(r.revision), max(r.revision)) is distinct from (p.revision::bigint, 1, p.revision)`),
  noRow({ code: 'OFFER_REVISIONS', zh: '报价的历史版本从 1 起连续到当前版本', en: 'revisions of an offer run from 1 to the one in force', fix: REVISIONS_FIX },
    `select o.id as what from catalogue_offer o left join catalogue_offer_revision r on r.offer_id = o.id
     group by o.id having (count(r.id), min(r.revision), max(r.revision)) is distinct from (o.revision::bigint, 1, o.revision)`),
  noRow({
    code: 'IMPORT_FIGURES', zh: '已完成导入的数字与其逐行结论一致', en: 'the figures of a finished import are those of its rows',
    fix: { zh: '请供方重新导入该文件：已有的产品会更新，不会重复', en: 'have the supplier import the file again: products are updated, not doubled' },
  }, `select i.id as what from catalogue_import i left join catalogue_import_row r on r.import_id = i.id where i.state = 'FINISHED' and not i.dry_run
      group by i.id having i.rows_taken <> count(r.product_id) or i.rows_rejected <> count(*) filter (where r.verdict = 'REJECT') or i.rows_read <> i.rows_total`),
  noRow({
    code: 'IMPORT_ROW_TWICE', zh: '一份文件的两行不会成为同一个产品', en: 'no two rows of a file became one product',
    fix: { zh: '请供方核对该产品', en: 'have the supplier look at the product' },
  }, `select import_id || ' ' || product_id as what from catalogue_import_row where product_id is not null group by import_id, product_id having count(*) > 1`),
];
