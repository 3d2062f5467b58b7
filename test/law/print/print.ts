/** `npm run schema:print`: writes docs/schema.market.graphql, docs/schema.admin.graphql and docs/openapi.market.json. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printApi, printRest, restFile, schemaFile, SCHEMAS } from './printed-api.js';

const HELP = `npm run schema:print [-- --help]

Writes docs/schema.market.graphql and docs/schema.admin.graphql from the code: who may call which root field, then the schema;
and docs/openapi.market.json from the routes of the REST interface.`;

const docs = (name: string): string => fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

if (process.argv.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
} else {
  await mkdir(docs(''), { recursive: true });
  for (const [index, api] of (await Promise.all(SCHEMAS.map((name) => printApi(name)))).entries()) {
    const file = `schema.${SCHEMAS[index] ?? ''}.graphql`;
    await writeFile(docs(file), schemaFile(api));
    process.stdout.write(`docs/${file}\n`);
  }
  await writeFile(docs('openapi.market.json'), restFile(await printRest()));
  process.stdout.write('docs/openapi.market.json\n');
}
