import { kindOf } from '../../../catalogue/import/kind.js';
import { readEnergyGrade } from '../../../catalogue/import/grade-cell.js';
import { attributeColumns, readSpecs, type AttributeColumn } from '../../../catalogue/import/read-specs.js';
import { saysNothing } from '../../../catalogue/import/reading.js';
import { rejected } from '../../../catalogue/import/remark.js';
import { readText } from '../../../catalogue/import/text-cell.js';
import type { AttributeDefinition, ClassDefinition, SpecValue } from '../../../policy/class-definition.js';
import { parseQuantity } from '../../../quantity/quantity.js';
import type { SheetCell, SheetRow } from '../../../table/sheet.js';
import { tidy, wordKey } from '../../../text/fold.js';
import type { DateText } from '../../../time/dates.js';
import { positiveDecimal } from '../../decimal-text.js';
import { commissionedFault, FIRST_YEAR, readDay } from '../commissioned.js';
import { EQUIPMENT_LIMITS, equipmentDraft, type EquipmentDraft, type EquipmentForm } from '../equipment.js';
import { LEDGER_COLUMNS, type LedgerField, type LedgerHeading } from './ledger-columns.js';
import { changed, lacking, left, passedOver, refusedRow, type LedgerRemark } from './ledger-remark.js';
import type { MachineClasses } from './machine-class.js';

/** A row as it was read, before the policy and the other rows have their say. */
export interface ReadMachine {
  readonly remarks: readonly LedgerRemark[];
  /** Null when a remark rejects or skips the row. */
  readonly draft: EquipmentDraft | null;
}

/** What is written where the ledger has no column for maker or serial, or an empty cell. */
const NOT_IN_LEDGER = '台账未载明';
const TOTALS = /^(?:合计|小计|总计|累计|共计|本页合计|制表|审核|单位负责人|填表)/u;
const GONE = /(?:报废|已处置|已出售|出售|变卖|已转让|转出|调出|拆除|淘汰|注销|灭失|盘亏)/u;
const HEADINGS = Object.fromEntries(LEDGER_COLUMNS.map(({ field, heading }) => [field, heading])) as Readonly<Record<LedgerField, string>>;

/** Reads the rows under one heading, each for itself. */
export class LedgerRows {
  private readonly columnsOf = new Map<string, readonly AttributeColumn[]>();

  /** `today`: the day on which the import was requested, so that reading again says the same. */
  constructor(private readonly heading: LedgerHeading, private readonly classes: MachineClasses, private readonly today: DateText) {}

  read(row: SheetRow): ReadMachine {
    const skip = this.passedOver(row);
    if (skip !== null) return { draft: null, remarks: [skip] };
    const remarks: LedgerRemark[] = [];
    const text = (field: LedgerField, max: number): string | null => {
      const { value, remark } = readText(this.textOf(row, field), HEADINGS[field], { max, tooLong: rejected });
      if (remark !== null && remark.code !== 'TRIM') remarks.push(remark);
      return value === null || saysNothing(value) ? null : value;
    };
    const assetNumber = text('assetNumber', EQUIPMENT_LIMITS.assetNumberCharacters);
    const name = text('name', EQUIPMENT_LIMITS.nameCharacters);
    if (assetNumber === null && !remarks.some(isRejecting)) remarks.push(refusedRow(HEADINGS.assetNumber, 'MISSING_ASSET_NUMBER', null));
    if (name === null && !remarks.some(isRejecting)) remarks.push(refusedRow(HEADINGS.name, 'MISSING_EQUIPMENT_NAME', null));
    const [model, maker, serial, site] = [text('model', EQUIPMENT_LIMITS.modelCharacters), text('maker', EQUIPMENT_LIMITS.makerCharacters), text('serial', EQUIPMENT_LIMITS.serialCharacters), text('site', EQUIPMENT_LIMITS.siteCharacters)];
    const definition = name === null ? null : this.classOf(row, name, remarks);
    const commissioned = this.day(row, remarks);
    const quantity = this.quantity(row, remarks);
    const powerKw = this.power(row, remarks);
    const grade = readEnergyGrade(this.textOf(row, 'energyGrade'), HEADINGS.energyGrade);
    if (grade.remark !== null) remarks.push(grade.remark);
    const rated = definition === null ? { specs: {}, specOriginals: {} } : this.rated(row, definition, name ?? '', powerKw, remarks);
    if (assetNumber === null || name === null || remarks.some(isRejecting)) return { draft: null, remarks };
    const form: EquipmentForm = {
      assetNumber, name, model: model ?? '', classId: definition?.id ?? null, kindKey: definition === null ? null : kindOf(name, definition), maker, serial,
      identityReason: maker === null || serial === null ? NOT_IN_LEDGER : null, commissioned, quantity, powerKw, specs: [], energyGrade: grade.value, site: site ?? '',
    };
    const draft = equipmentDraft(form, definition, this.today);
    if (!draft.ok) return { draft: null, remarks: [...remarks, refusedRow(null, 'LEDGER_NOT_SAVED', null, { reason: draft.refusal.code })] };
    return { remarks, draft: { ...draft.value, ...rated } };
  }

  /** Blank rows, sums, headings that were printed again on each page, machines that the ledger says are gone. */
  private passedOver(row: SheetRow): LedgerRemark | null {
    if (row.cells.every((cell) => tidy(cell?.text ?? '') === '')) return passedOver(null, 'BLANK_ROW', null);
    const [number, name, status] = (['assetNumber', 'name', 'status'] as const).map((field) => tidy(this.textOf(row, field))) as [string, string, string];
    const first = tidy(row.cells.find((cell) => tidy(cell?.text ?? '') !== '')?.text ?? '');
    if (TOTALS.test(first) || (number === '' && TOTALS.test(name))) return passedOver(null, 'TOTAL_ROW', first);
    if (LEDGER_COLUMNS.some(({ field, heading, also }) => field === 'assetNumber' && [heading, ...also].some((word) => wordKey(word) === wordKey(number)))) return passedOver(null, 'REPEATED_HEADING', number);
    if (GONE.test(status) && !/[待拟未]/u.test(status)) return passedOver(HEADINGS.status, 'EQUIPMENT_GONE', status);
    return null;
  }

  private classOf(row: SheetRow, name: string, remarks: LedgerRemark[]): ClassDefinition | null {
    const cell = this.textOf(row, 'classId');
    if (!saysNothing(cell)) {
      const named = this.classes.named(cell);
      if (named === null) remarks.push(left(HEADINGS.classId, 'LEDGER_CLASS_UNKNOWN', cell));
      return named;
    }
    const called = this.classes.called(name);
    remarks.push(called === null ? lacking(HEADINGS.classId, 'CLASS_NOT_TOLD', name) : changed(HEADINGS.classId, 'CLASS_BY_NAME', name, { expected: called.zh, classId: called.id }));
    return called;
  }

  /** The first of the ledger's days that says something; of another column than the one for it, the owner is told. */
  private day(row: SheetRow, remarks: LedgerRemark[]): string | null {
    const sources = this.heading.fields.get('commissioned') ?? [];
    const at = sources.findIndex(({ index }) => !saysNothing(row.cells[index]?.text ?? ''));
    const cell = at < 0 ? undefined : row.cells[sources[at]?.index ?? 0];
    if (cell === undefined) return null;
    const heading = HEADINGS.commissioned;
    const read = readDay(cell.date ?? writtenNumber(cell) ?? cell.text, this.today);
    if (read === null) return drop(remarks, left(heading, 'DAY_UNREADABLE', cell.text));
    const fault = commissionedFault(read, this.today);
    if (fault !== null) return drop(remarks, refusedRow(heading, fault === 'COMMISSIONED_FUTURE' ? 'DAY_FUTURE' : 'DAY_TOO_EARLY', cell.text, { year: FIRST_YEAR }));
    if (at > 0) remarks.push(changed(heading, 'DAY_OF_OTHER_COLUMN', cell.text, { expected: read }));
    else if (cell.date === null && tidy(cell.text) !== read) remarks.push(changed(heading, 'DAY_READ', cell.text, { expected: read }));
    return read;
  }

  private quantity(row: SheetRow, remarks: LedgerRemark[]): number {
    const cell = this.textOf(row, 'quantity');
    if (saysNothing(cell)) return 1;
    const count = Number(tidy(cell).normalize('NFKC').replace(/[台套部件个只]$/u, ''));
    if (Number.isInteger(count) && count >= 1 && count <= EQUIPMENT_LIMITS.quantity) return count;
    remarks.push(left(HEADINGS.quantity, 'QUANTITY_UNREADABLE', cell, { expected: '1' }));
    return 1;
  }

  private power(row: SheetRow, remarks: LedgerRemark[]): string | null {
    const source = (this.heading.fields.get('power') ?? []).find(({ index }) => !saysNothing(row.cells[index]?.text ?? ''));
    const cell = source === undefined ? '' : row.cells[source.index]?.text ?? '';
    if (source === undefined) return null;
    const read = parseQuantity(cell, 'kW', source.readAs ?? 'kW');
    const kept = read.ok ? positiveDecimal(read.value.toDecimalPlaces(EQUIPMENT_LIMITS.power.places).toFixed(), EQUIPMENT_LIMITS.power) : null;
    // Ledgers write 0 where nobody measured it.
    if (kept === null && !(read.ok && read.value.isZero())) remarks.push(left(HEADINGS.power, 'POWER_UNREADABLE', cell));
    return kept;
  }

  private rated(row: SheetRow, definition: ClassDefinition, name: string, powerKw: string | null, remarks: LedgerRemark[]): Pick<EquipmentDraft, 'specs' | 'specOriginals'> {
    const { specs, originals, remarks: found } = readSpecs(row.cells.map((cell) => cell?.text ?? ''), this.attributeColumns(definition), name, () => false);
    remarks.push(...found.filter(({ code }) => code !== 'TRIM'));
    const power = powerKw === null ? null : powerAttribute(definition);
    const rated: Record<string, SpecValue> = { ...specs };
    if (power !== null && rated[power.key] === undefined && fits(power, Number(powerKw))) rated[power.key] = Number(powerKw);
    return { specs: rated, specOriginals: originals };
  }

  private attributeColumns(definition: ClassDefinition): readonly AttributeColumn[] {
    const known = this.columnsOf.get(definition.id) ?? attributeColumns({ attributes: this.heading.attributes }, definition);
    this.columnsOf.set(definition.id, known);
    return known;
  }

  /** The nearest column of a field that says something. */
  private textOf(row: SheetRow, field: LedgerField): string {
    const sources = this.heading.fields.get(field) ?? [];
    const filled = sources.find(({ index }) => tidy(row.cells[index]?.text ?? '') !== '') ?? sources[0];
    return filled === undefined ? '' : row.cells[filled.index]?.text ?? '';
  }
}

const isRejecting = ({ verdict }: LedgerRemark): boolean => verdict === 'REJECT';

function drop(remarks: LedgerRemark[], remark: LedgerRemark): null {
  remarks.push(remark);
  return null;
}

/** The bare number by which a spreadsheet keeps a day, where its cell was not dressed as one. */
function writtenNumber({ number }: SheetCell): string | null {
  return number === null ? null : String(number);
}

/** The attribute that a ledger's 功率 means: the only one of the class that is a power and called so. */
function powerAttribute({ attributes }: ClassDefinition): AttributeDefinition | null {
  const powers = attributes.filter(({ type, unit, zh }) => type === 'number' && unit === 'kW' && zh.endsWith('功率'));
  const [only, ...others] = powers;
  return only !== undefined && others.length === 0 ? only : powers.find(({ key }) => key === 'power') ?? null;
}

function fits({ min, max }: AttributeDefinition, value: number): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

