import type { KnownLabel, KnownLayout, ListMemory } from '../core/catalogue/proposing/known-list.js';
import { LABELS_MAX, LAYOUTS_MAX } from '../core/catalogue/import/list-memory.js';
import type { MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

/** What the lists of an organisation have settled, the newest first. */
export async function memoryOf(tx: Tx, ownerId: OrganisationId): Promise<ListMemory> {
  const layouts = await tx.query<KnownLayout>('select headings, columns from catalogue_list_layout where owner_id = $1 order by confirmed_at desc, layout limit $2', [ownerId, LAYOUTS_MAX]);
  const labels = await tx.query<KnownLabel>('select name, class_id as "classId" from catalogue_list_label where owner_id = $1 order by confirmed_at desc, name limit $2', [ownerId, LABELS_MAX]);
  return { layouts, labels };
}

/** Keeps what a list has settled; what was said of the same heading or name before gives way. */
export async function remember(tx: Tx, ownerId: OrganisationId, memberId: MemberId, at: Date, { layouts, labels }: ListMemory): Promise<void> {
  await tx.query(
    `insert into catalogue_list_layout (owner_id, layout, headings, columns, confirmed_at, member_id)
     select $1, encode(sha256(convert_to(l.headings::text, 'UTF8')), 'hex'), l.headings, l.columns, $2, $3
     from jsonb_to_recordset($4::jsonb) as l(headings jsonb, columns jsonb)
     on conflict (owner_id, layout) do update set columns = excluded.columns, confirmed_at = excluded.confirmed_at, member_id = excluded.member_id`,
    [ownerId, at, memberId, JSON.stringify(layouts)]);
  await tx.query(
    `insert into catalogue_list_label (owner_id, name, class_id, confirmed_at, member_id)
     select $1, l.name, l."classId", $2, $3 from jsonb_to_recordset($4::jsonb) as l(name text, "classId" text)
     on conflict (owner_id, name) do update set class_id = excluded.class_id, confirmed_at = excluded.confirmed_at, member_id = excluded.member_id`,
    [ownerId, at, memberId, JSON.stringify(labels)]);
}
