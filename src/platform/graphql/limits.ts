import { GraphQLError, Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { refused } from '../../core/outcome/outcome.js';
import { RefusalError } from './root-field.js';

export const DEPTH_MAX = 14;
/** A page of 100 with 30 fields, each with a short list of its own, fits; a page of 100 in a page of 100 does not. */
export const COST_MAX = 20_000;
const NODES_MAX = 20_000;
const BAD_REQUEST = 400;

/** A list costs its children as often as it may answer rows, whatever way `first` came in: literal, variable or default. */
const listEstimator: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args['first'];
  return typeof first === 'number' ? 1 + Math.max(1, first) * childComplexity : undefined;
};

/** Refuses an operation that is too deep or too costly with these variables: QUERY_TOO_DEEP, QUERY_TOO_COMPLEX. */
export function assertWithinLimits(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>): void {
  const { depth } = knownOf(schema, document);
  if (depth > DEPTH_MAX) throw new RefusalError(refused('INPUT', 'QUERY_TOO_DEEP', null, { depth, max: DEPTH_MAX }).refusal, BAD_REQUEST);
  const cost = costOf(schema, document, operationName, variables);
  if (cost > COST_MAX) throw new RefusalError(refused('INPUT', 'QUERY_TOO_COMPLEX', null, { cost, max: COST_MAX }).refusal, BAD_REQUEST);
}

/** Variables whose value can change a cost: `first` of a list, and what decides whether a field is there. */
const COUNTING = new Set(['Int', 'Boolean']);
const KNOWN_COSTS_MAX = 50;
const known = new WeakMap<DocumentNode, { readonly schema: GraphQLSchema; readonly depth: number; readonly costs: Map<string, number> }>();

/** A document that is asked again is the same object, by the server's own memory of documents: its depth and cost are counted once for all that changes them. */
function knownOf(schema: GraphQLSchema, document: DocumentNode): { readonly depth: number; readonly costs: Map<string, number> } {
  const found = known.get(document);
  if (found?.schema === schema) return found;
  const fresh = { schema, depth: depthOf(document), costs: new Map<string, number>() };
  known.set(document, fresh);
  return fresh;
}

/** Null where a cost hangs on more than whole numbers and yes or no: it is counted anew then. */
function costKey(document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>): string | null {
  const declared = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.variableDefinitions ?? [] : []));
  const counting = declared.flatMap(({ type, variable }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && COUNTING.has(named.name.value) ? [variables[variable.name.value]] : [];
  });
  if (counting.some((value) => value !== undefined && value !== null && typeof value !== 'number' && typeof value !== 'boolean')) return null;
  return JSON.stringify([operationName ?? null, ...counting.map((value) => value ?? (value === null ? 'null' : 'none'))]);
}

function costOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>): number {
  const { costs } = knownOf(schema, document);
  const key = costKey(document, operationName, variables);
  const counted = key === null ? undefined : costs.get(key);
  if (counted !== undefined) return counted;
  const cost = countedCost(schema, document, operationName, variables);
  // 0 also says that a value did not fit its type, which the next values may; what is refused stays for execution to look at first.
  if (key !== null && cost > 0 && cost <= COST_MAX && costs.size < KNOWN_COSTS_MAX) costs.set(key, cost);
  return cost;
}

function countedCost(schema: GraphQLSchema, query: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>): number {
  try {
    return getComplexity({
      schema, query, variables, maxQueryNodes: NODES_MAX, ...(operationName === undefined ? {} : { operationName }),
      estimators: [fieldExtensionsEstimator(), listEstimator, simpleEstimator({ defaultComplexity: 1 })],
    });
  } catch (error) {
    // Values that do not fit their types are told by execution, field by field; only too many nodes is ours to tell.
    if (error instanceof GraphQLError && error.message.includes('exceeds the maximum allowed number of nodes')) return COST_MAX + 1;
    return 0;
  }
}

/** Deepest field of the document, fragments followed; introspection is the schema's own and has a depth of its own. */
export function depthOf(document: DocumentNode): number {
  const fragments = new Map(document.definitions.flatMap((one): [string, FragmentDefinitionNode][] => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
  const known = new Map<string, number>();
  const ofSet = (set: SelectionSetNode | undefined): number => (set === undefined ? 0 : set.selections.reduce((deepest, one) => {
    if (one.kind === Kind.FIELD) return Math.max(deepest, one.name.value.startsWith('__') ? 0 : 1 + ofSet(one.selectionSet));
    return Math.max(deepest, one.kind === Kind.INLINE_FRAGMENT ? ofSet(one.selectionSet) : ofFragment(one.name.value));
  }, 0));
  const ofFragment = (name: string): number => {
    const depth = known.get(name);
    if (depth !== undefined) return depth;
    // Validation has refused circles before; a fragment within itself counts nothing here instead of never ending.
    known.set(name, 0);
    const found = ofSet(fragments.get(name)?.selectionSet);
    known.set(name, found);
    return found;
  };
  return document.definitions.reduce((deepest, one) => (one.kind === Kind.OPERATION_DEFINITION ? Math.max(deepest, ofSet(one.selectionSet)) : deepest), 0);
}
