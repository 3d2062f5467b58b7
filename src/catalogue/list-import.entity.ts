import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ListReason, ListRowState } from '../core/catalogue/import/list-row.js';
import type { ProposedPrice, ProposedSheet, ProposedTable } from '../core/catalogue/proposing/proposal.js';
import type { ProposedClass } from '../core/catalogue/proposing/propose-class.js';
import type { OrganisationId, ProductId, ProductImportId } from '../core/ids/ids.js';
import type { Specs } from '../core/policy/class-definition.js';

/** A sheet of a price list, with its tables as they were understood. */
@Entity('catalogue_import_sheet')
export class ListSheetEntity {
  @PrimaryColumn('text', { name: 'import_id' }) importId: ProductImportId;
  @PrimaryColumn('integer') sheet: number;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('text') name: string;
  @Column('text', { nullable: true }) ignored: ProposedSheet['ignored'];
  @Column('jsonb') tables: readonly ProposedTable[];
}

/** One product that a row of a price list offers, or a row that offers none. */
@Entity('catalogue_import_list_row')
export class ListRowEntity {
  @PrimaryColumn('text', { name: 'import_id' }) importId: ProductImportId;
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('integer') sheet: number;
  @Column('integer') number: number;
  @Column('text') state: ListRowState;
  @Column('jsonb') reasons: readonly ListReason[];
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { nullable: true }) model: string | null;
  @Column('jsonb') classes: readonly ProposedClass[];
  @Column('jsonb', { nullable: true }) price: ProposedPrice | null;
  @Column('text', { nullable: true }) unit: string | null;
  @Column('integer', { name: 'lead_time_days', nullable: true }) leadTimeDays: number | null;
  @Column('integer', { name: 'warranty_months', nullable: true }) warrantyMonths: number | null;
  @Column('jsonb') specs: Specs;
  @Column('jsonb', { name: 'missing_hard' }) missingHard: readonly string[];
  @Column('text', { name: 'product_id', nullable: true }) productId: ProductId | null;
}
