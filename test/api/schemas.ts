import { printApi, type PrintedApi, type RootField, type SchemaName } from '../law/print/printed-api.js';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { minimalCalls, type MinimalCall } from './minimal-call.js';

/** Every root field of both schemas with its rule and the smallest operation on it, read from the code when the file loads. */
export interface RootCall extends MinimalCall {
  readonly schema: SchemaName;
  readonly rule: NonNullable<RootField['rule']>;
}

export async function readSchemas(): Promise<{ readonly apis: Readonly<Record<SchemaName, PrintedApi>>; readonly built: Readonly<Record<SchemaName, GraphQLSchema>>; readonly calls: readonly RootCall[] }> {
  const [market, admin] = await Promise.all([printApi('market'), printApi('admin')]);
  const apis = { market, admin };
  const built = { market: buildSchema(market.sdl), admin: buildSchema(admin.sdl) };
  const calls = (['market', 'admin'] as const).flatMap((schema) => minimalCalls(built[schema]).flatMap((call): RootCall[] => {
    const rule = apis[schema].fields.find(({ kind, name }) => kind === call.kind && name === call.field)?.rule ?? null;
    return rule === null ? [] : [{ ...call, schema, rule }];
  }));
  return { apis, built, calls };
}
