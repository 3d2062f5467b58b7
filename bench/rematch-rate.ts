import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { OfferIndex } from '../src/core/matching/columnar/offer-index.js';
import { DEFAULT_RULES } from '../src/core/matching/rules.js';
import { Chance } from '../test/fault/chance.js';
import { freshDatabase } from '../test/setup/database.js';
import startServer from '../test/setup/start-server.mjs';
import stopServer from '../test/setup/stop-server.mjs';
import { aMarketLine, aMarketProduct } from './match-world.js';

const AS_OF = '2026-11-23';
/** As in `bench:match`. */
const WIDTHS = [0.46, 0.42] as const;
const KEPT = 10;
const WRITTEN_AT_ONCE = 20_000;
const GOAL_MINUTES = 10;

const HELP = `npm run bench:rematch [-- --products N] [--lines N] [--json FILE]

全部重新匹配：每行需求对全部产品，取前 ${KEPT} 名写入数据库表（行、产品、分数、名次）。不含推荐的说明、事件和通知。
A full rematch: every line against all products, its best ${KEPT} written to a table (line, product, score, place) with its primary key. Without the words, events
and notices of recommendations.

  --products N   产品 products (100000)
  --lines N      需求行 lines (1000000)
  --json FILE    另将结果写入文件 also write the result to a file
`;

interface Written { readonly lines: string[]; readonly products: string[]; readonly scores: number[]; readonly places: number[] }
const none = (): Written => ({ lines: [], products: [], scores: [], places: [] });

async function rematch(database: Client, products: number, lines: number): Promise<{ fillSeconds: number; findSeconds: number; writeSeconds: number; totalSeconds: number; rows: number; answered: number }> {
  await database.query('create table rematched (line_id text, product_id text, score integer not null, place smallint not null, primary key (line_id, product_id))');
  const chance = new Chance(7);
  const offers = new OfferIndex(DEFAULT_RULES);
  const begun = performance.now();
  for (let n = 0; n < products; n += 1) offers.put(aMarketProduct(chance, n));
  const fillSeconds = (performance.now() - begun) / 1_000;
  let [findMs, writeMs, rows, answered] = [0, 0, 0, 0];
  let waiting = none();
  const write = async ({ lines: of, products: by, scores, places }: Written): Promise<void> => {
    const from = performance.now();
    await database.query('insert into rematched select * from unnest($1::text[], $2::text[], $3::integer[], $4::smallint[])', [of, by, scores, places]);
    writeMs += performance.now() - from;
    rows += of.length;
  };
  for (let n = 0; n < lines; n += 1) {
    const line = aMarketLine(chance, n, WIDTHS, AS_OF);
    const from = performance.now();
    const { best } = offers.answers(line, AS_OF, KEPT);
    findMs += performance.now() - from;
    answered += best.length > 0 ? 1 : 0;
    best.forEach(({ id, score }, place) => {
      waiting.lines.push(line.lineId);
      waiting.products.push(id);
      waiting.scores.push(score);
      waiting.places.push(place + 1);
    });
    if (waiting.lines.length >= WRITTEN_AT_ONCE) {
      await write(waiting);
      waiting = none();
    }
  }
  if (waiting.lines.length > 0) await write(waiting);
  return { fillSeconds, findSeconds: findMs / 1_000, writeSeconds: writeMs / 1_000, totalSeconds: (performance.now() - begun) / 1_000, rows, answered };
}

const { values } = parseArgs({ options: { products: { type: 'string', default: '100000' }, lines: { type: 'string', default: '1000000' }, json: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  await startServer();
  const own = await freshDatabase();
  const database = new Client({ connectionString: own.ownerUrl });
  try {
    await database.connect();
    const figures = await rematch(database, Number(values.products), Number(values.lines));
    const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${release()} ${arch()}`, node: process.version, load: loadavg()[0] };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, products: Number(values.products), lines: Number(values.lines), ...figures }, null, 2)}\n`);
    const held = figures.totalSeconds <= GOAL_MINUTES * 60;
    console.log(`bench:rematch ${held ? 'ok' : 'MISSED'} products=${values.products} lines=${values.lines} rowsWritten=${figures.rows} linesAnswered=${figures.answered} totalSeconds=${figures.totalSeconds.toFixed(0)} (goal ${GOAL_MINUTES * 60})`
      + ` fill=${figures.fillSeconds.toFixed(0)} find=${figures.findSeconds.toFixed(0)} write=${figures.writeSeconds.toFixed(0)} load=${machine.load?.toFixed(1) ?? ''} cores=${machine.cores} node=${machine.node}`);
    process.exitCode = held ? 0 : 1;
  } finally {
    await database.end();
    await own.drop();
    await stopServer();
  }
}
