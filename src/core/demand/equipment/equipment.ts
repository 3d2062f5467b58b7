import { specsOf, type SpecInput } from '../../catalogue/product-form.js';
import { kindOf } from '../../catalogue/import/kind.js';
import { done, refused, type Outcome, type Refused } from '../../outcome/outcome.js';
import type { ClassDefinition, Specs } from '../../policy/class-definition.js';
import { modelKey, tidy, wordKey } from '../../text/fold.js';
import type { DateText } from '../../time/dates.js';
import { positiveDecimal } from '../decimal-text.js';
import { commissionedFault, FIRST_YEAR, type Commissioned } from './commissioned.js';

export type EquipmentState = 'IN_SERVICE' | 'WITHDRAWN';

/** What a machine of the register says; each limit is told with the refusal that it causes. */
export const EQUIPMENT_LIMITS = {
  assetNumberCharacters: 100, nameCharacters: 200, modelCharacters: 200, makerCharacters: 200, serialCharacters: 100, siteCharacters: 200, reasonCharacters: 500,
  quantity: 10_000, specs: 100,
  /** As the column takes it: MW-sized machines to the watt. */
  power: { whole: 9, places: 3 },
} as const;

/** A machine as a form or another program sends it, before it is checked. */
export interface EquipmentForm {
  /** 固定资产编号: what tells the owner's machines apart. */
  readonly assetNumber: string;
  readonly name: string;
  readonly model: string;
  /** Null: the name alone says what it is. */
  readonly classId: string | null;
  /** Null: told by the name where it can be. */
  readonly kindKey: string | null;
  readonly maker: string | null;
  /** Number that the maker gave it (出厂编号). */
  readonly serial: string | null;
  /** Why maker or serial is not given; needed where one of them is missing. */
  readonly identityReason: string | null;
  readonly commissioned: Commissioned | null;
  /** Like machines under one asset number. */
  readonly quantity: number;
  /** Decimal text. */
  readonly powerKw: string | null;
  readonly specs: readonly SpecInput[];
  /** 1 to 3, 1 is best. */
  readonly energyGrade: number | null;
  readonly site: string;
}

/** A machine as it may be kept. */
export interface EquipmentDraft extends Omit<EquipmentForm, 'specs'> {
  readonly assetKey: string;
  /** Two machines with equal maker and serial keys are one machine; null where one of the two is not known. */
  readonly makerKey: string | null;
  readonly serialKey: string | null;
  /** In the units of the class. */
  readonly specs: Specs;
  readonly specOriginals: Readonly<Record<string, string>>;
}

/** The same asset number however it is typed. */
export const assetKey = (assetNumber: string): string => modelKey(assetNumber);

type Identity = Pick<EquipmentDraft, 'maker' | 'makerKey' | 'serial' | 'serialKey' | 'identityReason'>;

function identityOf(maker: string | null, serial: string | null, reason: string | null): Identity {
  if (maker === null || serial === null) return { maker, serial, makerKey: null, serialKey: null, identityReason: reason };
  return { maker, serial, makerKey: makerKey(maker), serialKey: modelKey(serial), identityReason: null };
}

const LEGAL_FORM = /(?:股份有限公司|有限责任公司|有限公司|集团|公司)$/u;
/** The same maker with and without its legal form. */
export function makerKey(maker: string): string {
  const key = wordKey(maker).replace(/\(.*?\)/gu, '');
  return key.replace(LEGAL_FORM, '').replace(LEGAL_FORM, '') || key;
}

/**
 * The machine as it may be kept, or the first thing wrong with it. `definition`: of its class, null where none is named. `today`: in
 * Shanghai. Figures are read as those of products are; fields of refusals are those of the form.
 */
export function equipmentDraft(form: EquipmentForm, definition: ClassDefinition | null, today: DateText): Outcome<EquipmentDraft> {
  const [assetNumber, name, model, site] = [form.assetNumber, form.name, form.model, form.site].map(oneLine) as [string, string, string, string];
  const [maker, serial, identityReason] = [form.maker, form.serial, form.identityReason].map((text) => (text === null ? null : oneLine(text) || null)) as [string | null, string | null, string | null];
  if (assetNumber === '' || assetKey(assetNumber) === '') return refused('INPUT', 'ASSET_NUMBER_MISSING', 'assetNumber');
  if (name === '') return refused('INPUT', 'EQUIPMENT_NAME_MISSING', 'name');
  const long = lengthFault({ assetNumber, name, model, site, maker: maker ?? '', serial: serial ?? '', identityReason: identityReason ?? '' });
  if (long !== null) return long;
  if ((maker === null || serial === null) && identityReason === null) return refused('INPUT', 'IDENTITY_REASON_MISSING', 'identityReason');
  const fault = commissionedRefusal(form.commissioned, today) ?? figureFault(form);
  if (fault !== null) return fault;
  const powerKw = form.powerKw === null ? null : positiveDecimal(form.powerKw, EQUIPMENT_LIMITS.power);
  if (form.powerKw !== null && powerKw === null) return refused('INPUT', 'POWER_WRONG', 'powerKw');
  const rated = ratedValues(form, name, definition);
  if (!rated.ok) return rated;
  return done({
    assetNumber, assetKey: assetKey(assetNumber), name, model, site, ...identityOf(maker, serial, identityReason),
    classId: definition?.id ?? null, ...rated.value, commissioned: form.commissioned, quantity: form.quantity, powerKw, energyGrade: form.energyGrade,
  });
}

/**
 * A machine of the register as a ledger that is imported again leaves it: what the ledger does not say stays, and so does a class
 * that it has, since the owner may have corrected what its name tells. Figures of another class are not taken over.
 */
export function fromLedger(known: EquipmentDraft, ledger: EquipmentDraft): EquipmentDraft {
  const sameClass = known.classId === null || known.classId === ledger.classId;
  return {
    ...ledger, ...identityOf(ledger.maker ?? known.maker, ledger.serial ?? known.serial, known.identityReason ?? ledger.identityReason), model: ledger.model || known.model, site: ledger.site || known.site, commissioned: ledger.commissioned ?? known.commissioned,
    powerKw: ledger.powerKw ?? known.powerKw, energyGrade: ledger.energyGrade ?? known.energyGrade,
    classId: known.classId ?? ledger.classId, kindKey: known.kindKey ?? (sameClass ? ledger.kindKey : null),
    specs: sameClass ? { ...known.specs, ...ledger.specs } : known.specs, specOriginals: sameClass ? { ...known.specOriginals, ...ledger.specOriginals } : known.specOriginals,
  };
}

const oneLine = (text: string): string => tidy(text.replace(/\s+/gu, ' '));

const LENGTHS: Readonly<Record<string, number>> = {
  assetNumber: EQUIPMENT_LIMITS.assetNumberCharacters, name: EQUIPMENT_LIMITS.nameCharacters, model: EQUIPMENT_LIMITS.modelCharacters, site: EQUIPMENT_LIMITS.siteCharacters,
  maker: EQUIPMENT_LIMITS.makerCharacters, serial: EQUIPMENT_LIMITS.serialCharacters, identityReason: EQUIPMENT_LIMITS.reasonCharacters,
};

function lengthFault(texts: Readonly<Record<string, string>>): Refused | null {
  const field = Object.keys(texts).find((name) => (texts[name] ?? '').length > (LENGTHS[name] ?? 0));
  return field === undefined ? null : refused('INPUT', 'EQUIPMENT_TEXT_TOO_LONG', field, { max: LENGTHS[field] ?? 0 });
}

function commissionedRefusal(commissioned: Commissioned | null, today: DateText): Refused | null {
  const code = commissioned === null ? null : commissionedFault(commissioned, today);
  return code === null ? null : refused('INPUT', code, 'commissioned', { commissioned: (commissioned ?? '').slice(0, 40), year: FIRST_YEAR });
}

function figureFault({ quantity, energyGrade }: EquipmentForm): Refused | null {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > EQUIPMENT_LIMITS.quantity) return refused('INPUT', 'EQUIPMENT_QUANTITY_WRONG', 'quantity', { max: EQUIPMENT_LIMITS.quantity });
  if (energyGrade !== null && ![1, 2, 3].includes(energyGrade)) return refused('INPUT', 'ENERGY_GRADE_UNKNOWN', 'energyGrade', { grade: energyGrade });
  return null;
}

type Rated = Pick<EquipmentDraft, 'kindKey' | 'specs' | 'specOriginals'>;

function ratedValues(form: EquipmentForm, name: string, definition: ClassDefinition | null): Outcome<Rated> {
  if (definition === null) {
    if (form.kindKey !== null) return refused('INPUT', 'EQUIPMENT_CLASS_NEEDED', 'kindKey');
    return form.specs.length > 0 ? refused('INPUT', 'EQUIPMENT_CLASS_NEEDED', 'specs') : done({ kindKey: null, specs: {}, specOriginals: {} });
  }
  if (form.kindKey !== null && !definition.kinds.some((kind) => kind.key === form.kindKey)) {
    return refused('INPUT', 'KIND_UNKNOWN', 'kindKey', { kind: form.kindKey.slice(0, 100), allowed: definition.kinds.map((kind) => kind.key).join(' / ') });
  }
  const read = specsOf({ specs: form.specs, name }, definition);
  if (!read.ok) return read;
  return done({ kindKey: form.kindKey ?? kindOf(name, definition), specs: read.value.specs, specOriginals: read.value.originals });
}
