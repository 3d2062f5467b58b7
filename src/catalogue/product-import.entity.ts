import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../core/access/viewer.js';
import type { ImportPolicy, Remark, RowVerdict } from '../core/catalogue/import/remark.js';
import type { ListCorrections, ListMemory } from '../core/catalogue/proposing/known-list.js';
import type { FileId, MemberId, OrganisationId, ProductId, ProductImportId } from '../core/ids/ids.js';

export type ImportState = 'QUEUED' | 'RUNNING' | 'PROPOSED' | 'FINISHED' | 'REFUSED';

/** A remark on one cell; on the row as a whole, or on the file, when `column` is null. */
export type StoredRemark = Omit<Remark, 'failed'>;

@Entity('catalogue_import')
export class ProductImportEntity {
  @PrimaryColumn('text') id: ProductImportId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text', { name: 'member_id' }) memberId: MemberId;
  @Column('text', { name: 'member_roles', array: true }) memberRoles: Role[];
  @Column('text', { name: 'file_id' }) fileId: FileId;
  @Column('text', { name: 'file_name' }) fileName: string;
  @Column('text', { name: 'file_sha256' }) fileSha256: string;
  @Column('text') policy: ImportPolicy;
  @Column('boolean', { name: 'dry_run' }) dryRun: boolean;
  @Column('text') state: ImportState;
  @Column('text', { name: 'refusal_code', nullable: true }) refusalCode: string | null;
  @Column('jsonb', { name: 'refusal_params', nullable: true }) refusalParams: Readonly<Record<string, string | number>> | null;
  @Column('jsonb') remarks: StoredRemark[];
  @Column('integer', { name: 'rows_total' }) rowsTotal: number;
  @Column('integer', { name: 'rows_read' }) rowsRead: number;
  @Column('integer', { name: 'rows_taken' }) rowsTaken: number;
  @Column('integer', { name: 'rows_rejected' }) rowsRejected: number;
  /** True for a price list as its supplier keeps it: read to a proposal, with rows in a table of their own. */
  @Column('boolean') listed: boolean;
  @Column('boolean', { name: 'accept_remembered' }) acceptRemembered: boolean;
  /** What of earlier lists this one was read with; kept, so that it reads the same until it is done. */
  @Column('jsonb', { nullable: true }) memory: ListMemory | null;
  @Column('jsonb', { nullable: true }) corrections: ListCorrections | null;
  /** When the proposal was last confirmed; what is read after that is saved. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}

@Entity('catalogue_import_row')
export class ProductImportRowEntity {
  @PrimaryColumn('text', { name: 'import_id' }) importId: ProductImportId;
  @PrimaryColumn('integer') number: number;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('text') verdict: RowVerdict;
  @Column('jsonb') remarks: StoredRemark[];
  @Column('text', { name: 'product_id', nullable: true }) productId: ProductId | null;
}
