import {
  getNamedType, getNullableType, isEnumType, isInterfaceType, isLeafType, isNonNullType, isObjectType, isUnionType,
  type GraphQLArgument, type GraphQLField, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';

/** A query that asks one root field for everything that it could tell, with what the arguments that must be given may be. */
export interface WholeQuery {
  readonly field: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Ids to ask with, by the name of the argument, or of the root field where the argument is called `id`. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

const ROWS = 4;

/**
 * Every query of a schema with every field of every type below it, `depth` objects deep, once for each known id; lists are asked for
 * their first four. Queries with other arguments that must be given are left out and named.
 */
export function wholeQueries(schema: GraphQLSchema, known: KnownIds, depth: number): { readonly queries: WholeQuery[]; readonly leftOut: string[] } {
  const queries: WholeQuery[] = [];
  const leftOut: string[] = [];
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const needed = field.args.filter(isNeeded);
    const values = needed.map((argument) => valuesOf(argument, field.name, known));
    if (values.some((one) => one.length === 0)) {
      leftOut.push(field.name);
      continue;
    }
    const { text } = selectionOf(schema, getNamedType(field.type), depth, []);
    const declared = needed.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const query = `query${declared === '' ? '' : `(${declared})`} { ${field.name}${argumentsOf(field, needed)}${text} }`;
    for (const variables of combined(needed.map(({ name }) => name), values)) queries.push({ field: field.name, query, variables });
  }
  return { queries, leftOut };
}

function isNeeded({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function valuesOf({ name, type }: GraphQLArgument, field: string, known: KnownIds): readonly unknown[] {
  const open = getNullableType(type);
  if (isEnumType(open)) return open.getValues().map((value) => value.name);
  return known[name === 'id' ? field : name] ?? [];
}

function combined(names: readonly string[], values: readonly (readonly unknown[])[]): Record<string, unknown>[] {
  return names.reduce<Record<string, unknown>[]>((all, name, at) => all.flatMap((one) => (values[at] ?? []).map((value) => ({ ...one, [name]: value }))), [{}]);
}

function argumentsOf(field: GraphQLField<unknown, unknown>, needed: readonly GraphQLArgument[]): string {
  const given = [...needed.map(({ name }) => `${name}: $${name}`), ...(field.args.some(({ name }) => name === 'first') ? [`first: ${ROWS}`] : [])];
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Empty text for a type that has nothing to be asked at this depth. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, depth: number, above: readonly string[]): { readonly text: string } {
  if (isLeafType(type)) return { text: '' };
  if (isUnionType(type) || isInterfaceType(type)) {
    const parts = schema.getPossibleTypes(type).map((one) => ({ name: one.name, ...selectionOf(schema, one, depth, above) })).filter(({ text }) => text !== '');
    return { text: ` { __typename ${parts.map(({ name, text }) => `... on ${name}${text}`).join(' ')} }` };
  }
  // A type within itself would tell the same again.
  if (!isObjectType(type) || depth === 0 || above.includes(type.name)) return { text: '' };
  const fields = Object.values(type.getFields()).flatMap((field, at) => {
    const named = getNamedType(field.type);
    if (field.args.some(isNeeded) || (named.name === 'PageInfo')) return [];
    const { text } = selectionOf(schema, named, depth - 1, [...above, type.name]);
    // Types of one union may have fields of one name and other types.
    return isLeafType(named) || text !== '' ? [`${field.name}_${at}: ${field.name}${argumentsOf(field, [])}${text}`] : [];
  });
  return { text: fields.length === 0 ? '' : ` { ${fields.join(' ')} }` };
}
