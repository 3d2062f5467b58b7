import {
  getNamedType, getNullableType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType,
  type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLOutputType, type GraphQLSchema,
} from 'graphql';
import { ID_PREFIX, idFrom, type IdNoun } from '../../src/core/ids/ids.js';

export type OperationKind = 'Query' | 'Mutation' | 'Subscription';

/** The smallest operation that the schema's types accept: what it says need not make sense, so only the door decides. */
export interface MinimalCall {
  readonly kind: OperationKind;
  readonly field: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Paths of every text, number and id that the variables could hold, optional ones too. */
  readonly places: readonly Place[];
}

/** A place in the variables where a scalar stands or could stand. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly scalar: string;
  /** The smallest value of each thing on the path, for what is not there yet. */
  readonly around: readonly unknown[];
}

/** A stranger to every table, yet an id by its form, of the noun that the field's name ends with. */
function nobodysId(name: string): string {
  const noun = name.replace(/Ids?$/, '');
  return idFrom(noun in ID_PREFIX ? noun as IdNoun : 'demand', Date.UTC(2026, 0), new Uint8Array(10));
}

const SCALARS: Readonly<Record<string, unknown>> = {
  String: 'x', Int: 1, Float: 1, Boolean: true, Decimal: '1', Date: '2027-01-01', DateTime: '2027-01-01T00:00:00+08:00', JSON: 1,
};

export function minimalCalls(schema: GraphQLSchema): MinimalCall[] {
  const roots = [['Query', schema.getQueryType()], ['Mutation', schema.getMutationType()], ['Subscription', schema.getSubscriptionType()]] as const;
  return roots.flatMap(([kind, root]) => Object.values(root?.getFields() ?? {}).map((field) => minimalCall(kind, field)));
}

function minimalCall(kind: OperationKind, field: GraphQLField<unknown, unknown>): MinimalCall {
  const given = field.args.filter((argument) => isNeeded(argument) || kind === 'Mutation');
  const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const query = `${kind.toLowerCase()}${declared === '' ? '' : `(${declared})`} { ${field.name}${passed === '' ? '' : `(${passed})`}${selection(field.type)} }`;
  return {
    kind, field: field.name, query, variables: Object.fromEntries(given.map(({ name, type }) => [name, valueOf(type, name === 'id' ? field.name : name)])),
    places: given.flatMap(({ name, type }) => placesIn(type, name, [name], [], [])),
  };
}

/** A copy of the variables with `value` at this place, and around it the smallest of whatever must stand there. */
export function withValueAt(call: MinimalCall, { path, around }: Place, value: unknown): Record<string, unknown> {
  const variables = structuredClone(call.variables) as Record<string, unknown>;
  let holder: Record<string | number, unknown> = variables;
  for (const [depth, step] of path.slice(0, -1).entries()) {
    holder[step] ??= structuredClone(around[depth]);
    holder = holder[step] as Record<string | number, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
  return variables;
}

function isNeeded({ type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function valueOf(type: GraphQLInputType, name: string): unknown {
  const open = getNullableType(type);
  if (isListType(open)) return [valueOf(open.ofType as GraphQLInputType, name)];
  if (isEnumType(open)) return open.getValues()[0]?.name;
  if (isInputObjectType(open)) return Object.fromEntries(Object.values(open.getFields()).filter(isNeeded).map((field) => [field.name, valueOf(field.type, field.name)]));
  const { name: scalar } = getNamedType(open);
  return scalar === 'ID' ? nobodysId(name) : SCALARS[scalar];
}

/** Every scalar below this type, to a depth at which nothing new comes; a list has one item. */
function placesIn(type: GraphQLInputType, name: string, path: readonly (string | number)[], around: readonly unknown[], above: readonly string[]): Place[] {
  const open = getNullableType(type);
  const deeper = [...around, valueOf(open as GraphQLInputType, name)];
  if (isListType(open)) return placesIn(open.ofType as GraphQLInputType, name, [...path, 0], deeper, above);
  if (isEnumType(open)) return [];
  if (!isInputObjectType(open)) return [{ path, scalar: getNamedType(open).name, around }];
  if (above.includes(open.name)) return [];
  return Object.values(open.getFields()).flatMap((field) => placesIn(field.type, field.name, [...path, field.name], deeper, [...above, open.name]));
}

function selection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    // Batches that answer each item for itself carry its refusal there.
    const batch = named.getTypes().find((one) => {
      const items = getNamedType(one.getFields()['items']?.type);
      return isObjectType(items) && 'refusal' in items.getFields();
    });
    return ` { __typename ... on Refusal { code message field }${batch === undefined ? '' : ` ... on ${batch.name} { items { refusal { code message field } } }`} }`;
  }
  return isObjectType(named) || isInterfaceType(named) ? ' { __typename }' : '';
}
