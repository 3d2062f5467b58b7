/** Says the market's REST interface as OpenAPI, out of the routes behind `market.ts` of every room: a child process of its own, which needs no database. */
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { fastify } from 'fastify';
import { printedApi } from '../../../src/platform/rest/openapi.js';
import type { RestRoute } from '../../../src/platform/rest/rest-route.js';

const SRC = new URL('../../../src/', import.meta.url);
const routes: RestRoute[] = [];
for (const room of readdirSync(SRC).sort()) {
  const file = new URL(`${room}/market.ts`, SRC);
  if (!existsSync(file)) continue;
  const { marketRoutes = [] } = (await import(file.href)) as { readonly marketRoutes?: readonly (new () => RestRoute)[] };
  // What a route says of itself needs nothing of what it stands on.
  routes.push(...marketRoutes.map((Route) => new Route()));
}
if (routes.length === 0) throw new Error('No room has a route behind market.ts: nothing was printed.');
const page = await printedApi(fastify({ ajv: { customOptions: { allowUnionTypes: true } } }), routes);
process.stdout.write(JSON.stringify({ page, specs: routes.map(({ spec: { operationId, method, path, scope, writes } }) => ({ operationId, method, path, scope, writes })) }));
