import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { TOKEN_DOORS, TOKEN_TYPES } from '../../src/core/access/token-scopes.js';
import { ADMIN_QUERY, MARKET_QUERY } from '../../src/app/graphiql-examples.js';
import { adminTypeNames, silentFields, successNotFirst, undescribed, unlawfulMutations } from './checks/api.js';
import { PROJECT, inPlantedFolder } from './plant.js';
import { printApi, printRest, restFile, schemaFile, SCHEMAS, type PrintedApi, type RootField, type SchemaName } from './print/printed-api.js';
import { ourPaths, textsOf } from './tree.js';

const SLOW_MS = 60_000;
const docs = (name: string): Promise<string> => readFile(join(PROJECT, 'docs', name), 'utf8').catch(() => '');

describe('the API', () => {
  let apis: Readonly<Record<SchemaName, PrintedApi>>;
  beforeAll(async () => {
    const [market, admin] = await Promise.all([printApi('market'), printApi('admin')]);
    apis = { market, admin };
  }, SLOW_MS);

  it('is seen', () => {
    expect(apis.market.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['products', 'signIn', 'publishDemand']));
    expect(apis.admin.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['registrationQueue', 'signIn']));
  });

  it.each(SCHEMAS)('states who may call every root field of %s', (name) => {
    expect(silentFields(apis[name].fields)).toEqual([]);
  });

  it('says of every root field of the market by which scope a token opens it, or that people alone do', () => {
    const fields = apis.market.fields.map(({ kind, name }) => `${kind}.${name}`);
    expect(fields.filter((field) => TOKEN_DOORS[field] === undefined)).toEqual([]);
    expect(Object.keys(TOKEN_DOORS).filter((field) => !fields.includes(field))).toEqual([]);
    const market = buildSchema(apis.market.sdl);
    expect(Object.keys(TOKEN_TYPES).filter((type) => market.getType(type) === undefined)).toEqual([]);
  });

  it.each(SCHEMAS)('is what docs/ shows of %s (npm run schema:print)', async (name) => {
    expect(await docs(`schema.${name}.graphql`)).toBe(schemaFile(apis[name]));
  });

  it.each([['market', MARKET_QUERY], ['admin', ADMIN_QUERY]] as const)('runs the examples that GraphiQL shows in %s', (name, query) => {
    expect(validate(buildSchema(apis[name].sdl), parse(query)).map((error) => error.message)).toEqual([]);
  });

  it('shows the market nothing that is the departments’', async () => {
    const names = adminTypeNames(await textsOf(PROJECT, (await ourPaths(PROJECT)).filter((path) => path.endsWith('.admin.types.ts'))));
    const market = buildSchema(apis.market.sdl);
    const admin = buildSchema(apis.admin.sdl);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => market.getType(name) !== undefined)).toEqual([]);
    expect(names.filter((name) => admin.getType(name) === undefined && admin.getType(`${name}Connection`) === undefined && admin.getType(`${name}Edge`) === undefined)).toEqual([]);
  });

  it.each(SCHEMAS)('describes everything in %s', (name) => {
    expect(undescribed(buildSchema(apis[name].sdl))).toEqual([]);
  });

  it.each(SCHEMAS)('takes one input and answers a union in every mutation of %s', (name) => {
    expect(unlawfulMutations(buildSchema(apis[name].sdl))).toEqual([]);
    expect(successNotFirst(apis[name].unions)).toEqual([]);
  });
});

describe('the REST interface', () => {
  it('is what docs/ shows of it (npm run schema:print), in OpenAPI 3.1, each route with a scope and what a repeat is told by', async () => {
    const rest = await printRest();
    expect(await docs('openapi.market.json')).toBe(restFile(rest));
    expect(rest.page.openapi).toBe('3.1.0');
    const operations = Object.values(rest.page.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(rest.specs.map(({ operationId }) => operationId).sort());
    expect(rest.specs.length).toBeGreaterThan(4);
    // Only what is cut to the token's scopes itself may ask for none.
    expect(rest.specs.filter(({ scope }) => scope === null).map(({ operationId }) => operationId)).toEqual(['getChanges']);
    expect(rest.specs.filter(({ writes }) => writes).map(({ operationId }) => operationId).sort()).toEqual(['answerRecommendation', 'putDemands', 'putEquipment', 'putProducts']);
  }, SLOW_MS);
});

const ACCESS = pathToFileURL(join(PROJECT, 'src/platform/graphql/access.ts')).href;
const RULE = pathToFileURL(join(PROJECT, 'src/core/access/rule.ts')).href;
const PLANTED = {
  'package.json': JSON.stringify({ type: 'module' }),
  'src/room/planted.resolver.ts': `
    import { Mutation, Query, Resolver } from '@nestjs/graphql';
    import { Access } from '${ACCESS}';
    import { anyone } from '${RULE}';
    @Resolver()
    export class PlantedResolver {
      @Query(() => String) @Access(anyone) open(): string { return ''; }
      @Query(() => String) silent(): string { return ''; }
      @Mutation(() => String, { name: 'silentToo' }) change(): string { return ''; }
    }
  `,
  'src/room/market.ts': "import { PlantedResolver } from './planted.resolver.js';\nexport const marketResolvers = [PlantedResolver];\n",
};

describe('planted faults of an API', () => {
  it('silence is found in the code itself', async () => {
    const { fields } = await inPlantedFolder(PLANTED, (folder) => printApi('market', join(folder, 'src')));
    expect(fields).toHaveLength(3);
    expect(silentFields(fields)).toEqual(['Query.silent states no access', 'Mutation.silentToo states no access']);
  }, SLOW_MS);

  it('a schema of nothing is no schema', async () => {
    await expect(inPlantedFolder({ 'package.json': '{}', 'src/room/market.ts': 'export const marketResolvers = [];\n' }, (folder) => printApi('market', join(folder, 'src')))).rejects.toThrow('nothing was printed');
  }, SLOW_MS);

  it('another rule changes the printed table', () => {
    const api = (rule: RootField['rule']): PrintedApi => ({ sdl: '', unions: {}, fields: [{ kind: 'Query', name: 'x', rule }] });
    const printed = (rule: RootField['rule']): string => schemaFile(api(rule));
    const texts = [printed(null), printed({ who: 'ANYONE', roles: [], approved: false }), printed({ who: 'ENTERPRISE', roles: ['OWNER'], approved: false }), printed({ who: 'ENTERPRISE', roles: ['OWNER'], approved: true })];
    expect(new Set(texts).size).toBe(4);
    expect(texts[0]).toContain('| Query x | SILENT |');
    expect(texts[3]).toContain('| Query x | ENTERPRISE OWNER approved | · | ◐ |');
  });

  it('types of the departments are told by their file', () => {
    const text = "@ObjectType('Registration', { description: 'x' })\nexport class RegistrationNode {}\n@InputType()\nexport class ReviewInput {}\nexport const R = resultUnion('ReviewResult', 'x', () => Y);\n";
    expect(adminTypeNames([{ path: 'src/a/b.admin.types.ts', text }, { path: 'src/a/b.types.ts', text: "@ObjectType('Public')\nclass Public {}" }])).toEqual(['Registration', 'ReviewInput', 'ReviewResult']);
  });

  it('missing descriptions and unlawful mutations are found', () => {
    const schema = buildSchema(`
      "A." type A { "x" x(a: Int): Int y: Int } type B { "x" x: Int } enum E { ONE } type AEdge { node: A } "In." input ChangeInput { a: Int }
      "One." union ChangeResult = A | B
      type Query { "a" a: A "e" e: E "edge" edge: AEdge }
      type Mutation { "c" change(input: ChangeInput!): ChangeResult! "d" loose(id: Int): Boolean! }`);
    expect(undescribed(schema).sort()).toEqual(['A.x(a)', 'A.y', 'B', 'ChangeInput.a', 'E', 'E.ONE', 'Mutation.loose(id)']);
    expect(unlawfulMutations(schema)).toEqual(['change takes no idempotencyKey', 'loose takes (id: Int) instead of one input', 'loose answers Boolean! instead of a result union']);
    expect(successNotFirst({ AResult: ['A', 'InputRefusal'], BResult: ['InputRefusal', 'B'], Other: ['InputRefusal'] })).toEqual(['BResult']);
  });
});
