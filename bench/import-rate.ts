import { writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { OpenImportFile } from '../src/catalogue/open-import-file.js';
import type { JudgedRow } from '../src/core/catalogue/import/product-table.js';
import type { MemberViewer } from '../src/core/access/viewer.js';
import { CatalogueRoom } from '../test/contract/catalogue/catalogue-room.js';
import { Chance } from '../test/fault/chance.js';
import { asCsv, generatedCatalogue } from '../test/fault/generated-catalogue.js';
import startServer from '../test/setup/start-server.mjs';
import stopServer from '../test/setup/stop-server.mjs';

/** 55 columns, of which a row fills 16. */
const SAMPLE = '10-education-medical.csv';
/** Every table that the import of new products writes, parents first. */
const TABLES = ['catalogue_product', 'catalogue_offer', 'catalogue_product_revision', 'catalogue_offer_revision', 'catalogue_import_row', 'platform_audit', 'platform_outbox'];
const GOAL = 0.4;

const HELP = `npm run bench:import [-- --rows N --runs N --json FILE]

导入速度：经审计的入库与 COPY 相同各行（同样的索引、同一次运行）之比，解析另计时。
The rate of the audited import over that of COPY of every row it wrote, with the same indexes, in the same run; parsing is timed apart.
Each run imports N new products of one supplier into a database of its own.

  --rows N     行数 rows (10000)
  --runs N     次数 runs (3)
  --json FILE  另将结果写入文件 also write the result to a file
`;

interface Run {
  readonly parsingMs: number;
  readonly deedMs: number;
  readonly copyMs: number;
  readonly rowsWritten: Readonly<Record<string, number>>;
  /** Rate of the deed over the rate of COPY. */
  readonly ratio: number;
}

async function oneRun(rows: number, seed: number): Promise<Run> {
  const room = await CatalogueRoom.open();
  try {
    const supplier = await room.house.organisation();
    const csv = asCsv(await generatedCatalogue(SAMPLE, rows, new Chance(seed)));
    const before = await countsOf(room);
    const { parsingMs, deedMs } = await importTimed(room, supplier, csv);
    const written = await countsOf(room);
    const rowsWritten = Object.fromEntries(TABLES.map((table) => [table, (written[table] ?? 0) - (before[table] ?? 0)]));
    const copyMs = await copyTimed(room, before);
    return { parsingMs, deedMs, copyMs, rowsWritten, ratio: copyMs / deedMs };
  } finally {
    await room.close();
  }
}

/** The import as the worker does it, reading and judging first, so that what is left is the deed. */
async function importTimed(room: CatalogueRoom, supplier: MemberViewer, csv: string): Promise<{ parsingMs: number; deedMs: number }> {
  const event = await room.requested(supplier, csv);
  const row = await room.importOf(supplier, event.subjectId);
  const definitions = new Map([...await room.house.read(supplier, (tx) => room.classes.all(tx))].map(([id, { definition }]) => [id, definition]));
  const started = performance.now();
  const opened = await new OpenImportFile(room.files).run(row.fileSha256, definitions);
  if (!opened.ok || opened.value.as !== 'TABLE') throw new Error('The catalogue was not read as a table.');
  const { table } = opened.value;
  const chunks: (readonly JudgedRow[])[] = [];
  for await (const chunk of table.chunks(row.policy)) chunks.push(chunk);
  const parsingMs = performance.now() - started;

  const advance = room.advancing();
  const acted = performance.now();
  await advance.start(row, event.traceId, table.rowsTotal, table.remarks);
  let first = 0;
  for (const chunk of chunks) {
    await advance.chunk(row, event.traceId, { first, rows: chunk, take: true });
    first += chunk.length;
  }
  await advance.finish(row, event.traceId);
  return { parsingMs, deedMs: performance.now() - acted };
}

async function countsOf(room: CatalogueRoom): Promise<Record<string, number>> {
  const [row] = await room.house.rows<Record<string, string>>(`select ${TABLES.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([table, count]) => [table, Number(count)]));
}

/**
 * COPY of the same rows into tables of the same shape with the same indexes and checks, one transaction for each table, from files on the
 * server: nothing of a client is in it. Other rows were there before, and are few.
 */
async function copyTimed(room: CatalogueRoom, before: Readonly<Record<string, number>>): Promise<number> {
  if ((before['catalogue_product'] ?? 0) > 0) throw new Error('The database is not fresh.');
  const client = new Client({ connectionString: room.house.superuserUrl });
  await client.connect();
  try {
    const folder = (await client.query<{ folder: string }>('select current_setting($1) as folder', ['data_directory'])).rows[0]?.folder ?? '';
    for (const table of TABLES) {
      await client.query(`create table copy_${table} (like ${table} including all)`);
      await client.query(`copy ${table} to '${folder}/${table}.copy'`);
    }
    await client.query('checkpoint');
    const started = performance.now();
    for (const table of TABLES) await client.query(`copy copy_${table} from '${folder}/${table}.copy'`);
    return performance.now() - started;
  } finally {
    await client.end();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' }, runs: { type: 'string', default: '3' }, json: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  await startServer();
  try {
    const [rows, count] = [Number(values.rows), Number(values.runs)];
    const runs: Run[] = [];
    for (let n = 1; n <= count; n += 1) {
      const run = await oneRun(rows, n);
      runs.push(run);
      console.log(`run ${n}: parse+judge ${run.parsingMs.toFixed(0)} ms, deed ${run.deedMs.toFixed(0)} ms, COPY ${run.copyMs.toFixed(0)} ms, ratio ${run.ratio.toFixed(3)}`);
    }
    const ratio = median(runs.map((run) => run.ratio));
    const deedMs = median(runs.map((run) => run.deedMs));
    const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${arch()} ${release()}`, node: process.version };
    console.log(`rows written: ${Object.entries(runs[0]?.rowsWritten ?? {}).map(([table, written]) => `${table} ${written}`).join(', ')}`);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows, columns: 55, machine, runs }, null, 2)}\n`);
    console.log(`bench:import ${ratio >= GOAL ? 'ok' : 'MISSED'} rows=${rows} ratio=${ratio.toFixed(3)} goal=${GOAL} deedRowsPerSecond=${(rows / deedMs * 1_000).toFixed(0)} cores=${machine.cores} node=${machine.node}`);
    process.exitCode = ratio >= GOAL ? 0 : 1;
  } finally {
    await stopServer();
  }
}
