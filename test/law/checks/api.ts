import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isSpecifiedScalarType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import type { RootField } from '../print/printed-api.js';
import type { SourceText } from '../tree.js';

/** Root fields whose code does not say who may call them. */
export function silentFields(fields: readonly RootField[]): string[] {
  return fields.filter(({ rule }) => rule === null).map(({ kind, name }) => `${kind}.${name} states no access`);
}

/** Names of GraphQL types that are declared for the admin schema alone: those of `*.admin.types.ts`. */
export function adminTypeNames(files: readonly SourceText[]): string[] {
  return files.filter(({ path }) => path.endsWith('.admin.types.ts')).flatMap(({ text }) => [
    ...[...text.matchAll(/@(?:ObjectType|InputType|InterfaceType)\((?:'(\w+)')?[^\n]*\)\s*(?:export\s+)?(?:abstract\s+)?class\s+(\w+)/g)].map(([, named, className]) => named ?? className ?? ''),
    ...[...text.matchAll(/\b(?:resultUnion|connectionOf|createUnionType)\(\s*(?:\(\)\s*=>\s*\w+\s*,\s*)?'(\w+)'/g)].map(([, name]) => name ?? ''),
  ]);
}

/** The plumbing of the Relay specification explains itself. */
const PLUMBING = /(Connection|Edge)$|^PageInfo$/;
const PLUMBED = new Set(['edges', 'nodes', 'pageInfo']);

/** Types, fields, arguments and enum values without a description: a buyer's developer reads nothing else. */
export function undescribed(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !PLUMBING.test(type.name));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return types.flatMap((type) => [
    ...(isBlank(type.description) && !roots.some((root) => root?.name === type.name) ? [type.name] : []),
    ...partsOf(type).filter(({ name, description }) => isBlank(description) && !PLUMBED.has(name)).map(({ name }) => `${type.name}.${name}`),
  ]);
}

interface Part {
  readonly name: string;
  readonly description: string | null | undefined;
}

function partsOf(type: GraphQLNamedType): Part[] {
  if (isEnumType(type)) return [...type.getValues()];
  if (isInputObjectType(type)) return Object.values(type.getFields());
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field): Part[] => [
    field,
    // A mutation's one argument is its input, whose type is described.
    ...field.args.filter(({ name }) => name !== 'input').map((argument) => ({ name: `${field.name}(${argument.name})`, description: argument.description })),
  ]);
}

function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || text.trim() === '';
}

/** Mutations that take anything but one `input` with an idempotency key, or answer anything but a result union. */
export function unlawfulMutations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args, type }) => [
    ...args.flatMap((one) => {
      const input = getNamedType(one.type);
      return isInputObjectType(input) && input.getFields()['idempotencyKey'] === undefined ? [`${name} takes no idempotencyKey`] : [];
    }),
    ...(args.length === 1 && args[0]?.name === 'input' && /^\w+Input!$/.test(String(args[0].type)) ? [] : [`${name} takes (${args.map((one) => `${one.name}: ${String(one.type)}`).join(', ')}) instead of one input`]),
    ...(/^\w+Result!$/.test(String(type)) ? [] : [`${name} answers ${String(type)} instead of a result union`]),
  ]);
}

/** Result unions whose success does not come first. */
export function successNotFirst(unions: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(unions).filter(([name, [first = 'Refusal']]) => name.endsWith('Result') && first.endsWith('Refusal')).map(([name]) => name);
}
