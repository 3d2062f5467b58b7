import { done, refused, type Outcome, type Refused } from '../outcome/outcome.js';
import type { AttributeDefinition, ClassDefinition, SpecValue } from '../policy/class-definition.js';
import { modelKey } from '../text/fold.js';
import { headingOf } from './import/heading-words.js';
import { kindOf } from './import/kind.js';
import { measured } from './import/number-cell.js';
import type { ProductDraft } from './import/product-draft.js';
import { readValue } from './import/read-specs.js';
import { rejected } from './import/remark.js';
import { readText } from './import/text-cell.js';
import { checkedPrice, leadTimeFault, warrantyFault } from './offer-terms.js';

/** One figure as a form or a program sends it: a number, true/false, a value's key, or text as it would stand in a price list. */
export interface SpecInput {
  readonly attributeKey: string;
  readonly value: unknown;
}

/** A listing as a form sends it, before it is checked. */
export interface ProductForm {
  readonly name: string;
  readonly model: string;
  readonly classId: string;
  /** Null: told by the name where it can be. */
  readonly kindKey: string | null;
  readonly specs: readonly SpecInput[];
  readonly description: string;
  readonly certificates: readonly string[];
  readonly energyGrade: number | null;
  /** Decimal text for one sales unit; null: on request. */
  readonly priceCny: string | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
}

const NAME_MAX = 200;
const MODEL_MAX = 100;
const DESCRIPTION_MAX = 5_000;

/**
 * The listing as it may be saved, or the first thing wrong with it. A form is held to what an import is held to, but drops nothing: what
 * an import would leave out is refused here, since somebody is there to put it right. Fields of refusals are those of the form.
 */
export function draftOf(form: ProductForm, definition: ClassDefinition): Outcome<ProductDraft> {
  const name = text(form.name, 'name', NAME_MAX, false);
  if (!name.ok) return name;
  const model = text(form.model, 'model', MODEL_MAX, true);
  if (!model.ok) return model;
  if (form.description.length > DESCRIPTION_MAX) return refused('INPUT', 'PRODUCT_TEXT_TOO_LONG', 'description', { max: DESCRIPTION_MAX });
  if (form.kindKey !== null && !definition.kinds.some((kind) => kind.key === form.kindKey)) {
    return refused('INPUT', 'KIND_UNKNOWN', 'kindKey', { kind: form.kindKey.slice(0, 100), allowed: definition.kinds.map((kind) => kind.key).join(' / ') });
  }
  const specs = specsOf(form, definition);
  if (!specs.ok) return specs;
  if (form.energyGrade !== null && ![1, 2, 3].includes(form.energyGrade)) return refused('INPUT', 'ENERGY_GRADE_UNKNOWN', 'energyGrade', { grade: form.energyGrade });
  const price = form.priceCny === null ? done(null) : checkedPrice(form.priceCny, 'priceCny');
  if (!price.ok) return price;
  const fault = leadTimeFault(form.leadTimeDays) ?? warrantyFault(form.warrantyMonths);
  if (fault !== null) return fault;
  return done({
    name: name.value, model: model.value, modelKey: modelKey(model.value), classId: definition.id, kindKey: form.kindKey ?? kindOf(name.value, definition),
    specs: specs.value.specs, specOriginals: specs.value.originals, description: form.description.trim(),
    certificates: [...new Set(form.certificates.map((one) => one.trim()).filter((one) => one !== ''))],
    energyGrade: form.energyGrade, priceCny: price.value, unit: definition.unit, leadTimeDays: form.leadTimeDays, warrantyMonths: form.warrantyMonths,
  });
}

function text(given: string, field: 'name' | 'model', max: number, narrow: boolean): Outcome<string> {
  const { value, remark } = readText(given, field, { max, narrow, tooLong: rejected });
  if (remark?.code === 'TEXT_TOO_LONG') return refused('INPUT', 'PRODUCT_TEXT_TOO_LONG', field, { max });
  if (value === null) return refused('INPUT', field === 'name' ? 'PRODUCT_NAME_MISSING' : 'PRODUCT_MODEL_MISSING', field);
  return done(value);
}

interface ReadSpecs { readonly specs: Record<string, SpecValue>; readonly originals: Record<string, string> }

/** The figures of a form in the units of the class; shared with the register of machines. `name` often holds the word that a misspelt choice means. */
export function specsOf(form: Pick<ProductForm, 'name' | 'specs'>, definition: ClassDefinition): Outcome<ReadSpecs> {
  const specs: Record<string, SpecValue> = {};
  const originals: Record<string, string> = {};
  for (const [index, { attributeKey, value }] of form.specs.entries()) {
    const attribute = definition.attributes.find((one) => one.key === attributeKey);
    if (attribute === undefined) return refused('INPUT', 'SPEC_ATTRIBUTE_UNKNOWN', `specs.${index}.attributeKey`, { attribute: attributeKey.slice(0, 100), classId: definition.id });
    if (Object.hasOwn(specs, attributeKey)) return refused('INPUT', 'SPEC_REPEATED', `specs.${index}.attributeKey`, { attribute: headingOf(attribute) });
    const written = writtenAs(value);
    const reading = written === null ? null : readValue(written, headingOf(attribute), attribute, null, form.name);
    if (written === null || reading === null || reading.value === null) return unfit(attribute, value, `specs.${index}.value`, reading?.remark?.code ?? null);
    specs[attributeKey] = reading.value;
    // A key is what programs write: it is no other way of writing the value.
    if (typeof value === 'string' && reading.remark !== null && value !== reading.value) originals[attributeKey] = value;
  }
  return done({ specs, originals });
}

/** The value as it would stand in a cell; null for what no cell can hold. */
function writtenAs(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value : null;
}

function unfit(attribute: AttributeDefinition, value: unknown, field: string, code: string | null): Refused {
  const { min, max, unit, values, type } = attribute;
  const facts = { attribute: headingOf(attribute), value: (JSON.stringify(value) ?? '').slice(0, 100) };
  if (code === 'OUT_OF_RANGE') return refused('INPUT', 'SPEC_OUT_OF_RANGE', field, { ...facts, min: min ?? '-∞', max: measured(max ?? '∞', unit) });
  const expected = type === 'enum' ? values.map((one) => one.zh).join(' / ') : type === 'boolean' ? '是 / 否' : measured(1, unit);
  return refused('INPUT', 'SPEC_UNREADABLE', field, { ...facts, expected });
}
