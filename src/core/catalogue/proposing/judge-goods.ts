import type { ClassDefinition } from '../../policy/class-definition.js';
import { kindOf } from '../import/kind.js';
import type { ClassProposer, GoodsText } from './propose-class.js';
import type { ProposedProduct, ProposedSpec, RowReason, RowState } from './proposal.js';
import { readFigures } from './read-figures.js';
import { readWords } from './read-words.js';
import type { Clause } from './row-text.js';

/** A figure outside the bounds rejects a row only where its label leaves no doubt what it is. */
const NO_DOUBT = 0.7;
const CLASS_NO_DOUBT = 0.7;

export interface Judged {
  readonly product: ProposedProduct;
  readonly state: RowState;
  readonly reasons: readonly RowReason[];
}

type Offered = Pick<ProposedProduct, 'name' | 'model' | 'price' | 'unit' | 'leadTimeDays' | 'warrantyMonths'>;

/** Proposes class and specs of goods and says what state the row is in. */
export function judgeGoods(offered: Offered, clauses: readonly Clause[], context: readonly string[], proposer: ClassProposer): Judged {
  const goods: GoodsText = { name: offered.name ?? '', model: offered.model ?? '', clauses, context };
  const { ranked, none } = proposer.propose(goods);
  const classes = none ? [] : ranked;
  const definition = classes[0] === undefined ? undefined : proposer.definition(classes[0].classId);
  const read = definition === undefined ? NOTHING_READ : readSpecs(clauses, definition, proposer);
  const sure = (classes[0]?.confidence ?? 0) >= CLASS_NO_DOUBT;
  const missingHard = definition === undefined ? [] : missingOf(definition, offered.name ?? '', read.specs);
  const product = { ...offered, classes, specs: read.specs, missingHard };
  const rejected = rejections(offered, sure && read.outside);
  if (rejected.length > 0) return { product, state: 'reject', reasons: rejected };
  const open: RowReason[] = [
    ...(definition === undefined ? ['NO_CLASS' as const] : []), ...(offered.price.kind === null ? ['MISSING_PRICE' as const] : []), ...(missingHard.length > 0 ? ['MISSING_SPEC' as const] : []),
  ];
  return open.length > 0 ? { product, state: 'draft', reasons: open } : { product, state: 'importable', reasons: ['COMPLETE'] };
}

interface SpecsRead { readonly specs: Readonly<Record<string, ProposedSpec>>; readonly outside: boolean }
const NOTHING_READ: SpecsRead = { specs: {}, outside: false };

function readSpecs(clauses: readonly Clause[], definition: ClassDefinition, proposer: ClassProposer): SpecsRead {
  const figures = readFigures(clauses, definition, proposer.index);
  const words = readWords(clauses, definition, proposer.index);
  return {
    specs: Object.fromEntries([
      ...figures.filter(({ outside }) => !outside).map(({ attribute, value, certainty }) => [attribute.key, { value: value.toNumber(), certainty }] as const),
      ...words.map(({ attribute, value }) => [attribute.key, { value, certainty: 0.8 }] as const),
    ]),
    outside: figures.some(({ attribute, outside, certainty }) => outside && attribute.matchRole === 'hard' && certainty >= NO_DOUBT),
  };
}

function rejections({ name, price }: Offered, outside: boolean): RowReason[] {
  const amount = price.priceCny ?? price.priceMin ?? price.priceMax;
  return [
    ...(name === null ? ['MISSING_NAME' as const] : []), ...(amount !== null && Number(amount) <= 0 ? ['PRICE_NOT_POSITIVE' as const] : []),
    ...(outside ? ['OUT_OF_RANGE' as const] : []),
  ];
}

/** Hard attributes without a value; those of certain kinds only where the goods are of such a kind. */
function missingOf(definition: ClassDefinition, name: string, specs: SpecsRead['specs']): string[] {
  const kind = kindOf(name, definition);
  return definition.attributes
    .filter(({ key, matchRole, appliesToKinds }) => matchRole === 'hard' && specs[key] === undefined && (appliesToKinds === null || (kind !== null && appliesToKinds.includes(kind))))
    .map(({ key }) => key);
}

