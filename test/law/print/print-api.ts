/**
 * Builds one schema out of the rooms' resolvers and says it as JSON: a child process of its own for each, since two code-first
 * schemas in one process leak into each other. It needs no database. Its arguments: `market` or `admin`, and the folder of the
 * rooms, `src` unless given.
 */
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { isUnionType, lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import type { AccessRule } from '../../../src/core/access/rule.js';
import { ACCESS_KEY } from '../../../src/platform/graphql/access.js';
import type { PrintedApi, RootField } from './printed-api.js';

const KINDS = ['Query', 'Mutation', 'Subscription'] as const;
const [door = '', folder] = process.argv.slice(2);
const SRC = folder === undefined ? new URL('../../../src/', import.meta.url) : pathToFileURL(`${folder}/`);

/** The resolvers behind the doors `market.ts` or `admin.ts` of every room, in the rooms' alphabetical order. */
async function resolversBehind(): Promise<Type<object>[]> {
  const resolvers: Type<object>[] = [];
  for (const room of readdirSync(SRC).sort()) {
    const file = new URL(`${room}/${door}.ts`, SRC);
    if (!existsSync(file)) continue;
    const exported = (await import(file.href)) as Record<string, readonly Type<object>[]>;
    resolvers.push(...(exported[`${door}Resolvers`] ?? []));
  }
  if (resolvers.length === 0) throw new Error(`No room has a resolver behind ${door}.ts: nothing was printed.`);
  return resolvers;
}

/** What the decorators on the methods of a resolver say: `@Query`, `@Mutation` or `@Subscription`, and `@Access`. */
function rootFieldsOf(resolver: Type<object>): RootField[] {
  const methods = Object.values(Object.getOwnPropertyDescriptors(resolver.prototype)).map(({ value }) => value as unknown).filter((value) => typeof value === 'function');
  return methods.flatMap((method) => {
    const kind = Reflect.getMetadata('graphql:resolver_type', method) as string | undefined;
    const name = (Reflect.getMetadata('graphql:resolver_name', method) as string | undefined) ?? method.name;
    const rule = (Reflect.getMetadata(ACCESS_KEY, method) as AccessRule | undefined) ?? null;
    return KINDS.some((one) => one === kind) ? [{ kind: kind as RootField['kind'], name, rule }] : [];
  });
}

/** Fields of the schema's roots, by the schema itself: what no decorator was found for has no rule. */
function fieldsOf(schema: GraphQLSchema, decorated: readonly RootField[]): RootField[] {
  return KINDS.flatMap((kind) => {
    const root = kind === 'Query' ? schema.getQueryType() : kind === 'Mutation' ? schema.getMutationType() : schema.getSubscriptionType();
    return Object.keys(root?.getFields() ?? {}).sort().map((name) => decorated.find((one) => one.kind === kind && one.name === name) ?? { kind, name, rule: null });
  });
}

const resolvers = await resolversBehind();
const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
const built = await builder.get(GraphQLSchemaFactory).create(resolvers);
const schema = lexicographicSortSchema(built);
const unions = Object.values(built.getTypeMap()).filter(isUnionType).map((union) => [union.name, union.getTypes().map(({ name }) => name)] as const);
const printed: PrintedApi = { sdl: printSchema(schema), fields: fieldsOf(schema, resolvers.flatMap(rootFieldsOf)), unions: Object.fromEntries(unions) };
process.stdout.write(JSON.stringify(printed));
