import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../core/access/viewer.js';
import type { ImportPolicy, RowVerdict } from '../core/catalogue/import/remark.js';
import type { LedgerRemark } from '../core/demand/equipment/import/ledger-remark.js';
import type { EquipmentId, EquipmentImportId, FileId, MemberId, OrganisationId } from '../core/ids/ids.js';

export type EquipmentImportState = 'QUEUED' | 'RUNNING' | 'FINISHED' | 'REFUSED';

/** A remark on one cell; on the row as a whole, or on the file, when `column` is null. */
export type StoredLedgerRemark = Omit<LedgerRemark, 'failed'>;

@Entity('demand_equipment_import')
export class EquipmentImportEntity {
  @PrimaryColumn('text') id: EquipmentImportId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text', { name: 'member_id' }) memberId: MemberId;
  @Column('text', { name: 'member_roles', array: true }) memberRoles: Role[];
  @Column('text', { name: 'file_id' }) fileId: FileId;
  @Column('text', { name: 'file_name' }) fileName: string;
  @Column('text', { name: 'file_sha256' }) fileSha256: string;
  @Column('text', { name: 'file_kind' }) fileKind: 'CSV' | 'XLSX';
  @Column('text') policy: ImportPolicy;
  @Column('boolean', { name: 'dry_run' }) dryRun: boolean;
  @Column('text') state: EquipmentImportState;
  @Column('text', { name: 'refusal_code', nullable: true }) refusalCode: string | null;
  @Column('jsonb', { name: 'refusal_params', nullable: true }) refusalParams: Readonly<Record<string, string | number>> | null;
  @Column('jsonb') remarks: StoredLedgerRemark[];
  @Column('integer', { name: 'rows_total' }) rowsTotal: number;
  @Column('integer', { name: 'rows_read' }) rowsRead: number;
  @Column('integer', { name: 'rows_taken' }) rowsTaken: number;
  @Column('integer', { name: 'rows_rejected' }) rowsRejected: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}

@Entity('demand_equipment_import_row')
export class EquipmentImportRowEntity {
  @PrimaryColumn('text', { name: 'import_id' }) importId: EquipmentImportId;
  /** Through all sheets, from 1. */
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('text') sheet: string;
  @Column('integer') number: number;
  @Column('text') verdict: RowVerdict;
  @Column('jsonb') remarks: StoredLedgerRemark[];
  @Column('text', { name: 'equipment_id', nullable: true }) equipmentId: EquipmentId | null;
}
