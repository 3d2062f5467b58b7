import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { shanghaiDate } from '../../core/time/dates.js';
import { f1, NO_SHARE, shown } from './figures.js';
import { measureMapping, type MappingFigures } from './mapping.js';
import { SHARE_NAMES, type PriceListScore } from './price-list-score.js';
import { readReference } from './proposer.js';
import { runPriceLists, totalOf, type PriceListRun } from './run-price-lists.js';

const HELP = `npm run eval -- [--price-lists FOLDER --out FOLDER] [--mapping] [--now YYYY-MM-DD] [--faults] [--json FILE] [--help]

用评测数据运行本产品自己的读取与归类，写出答案，有标准答案时打印得分。不需要数据库。
Runs the product's own reading over cases and writes its answers; prints figures where the expected ones lie beside them. Needs no database.

  --price-lists FOLDER  读取文件夹中的每份报价单，写出 OUT/<文件名>.json each list of the folder as the importer reads it
  --mapping             样例目录去掉品类列后的归类 class proposed for the sample catalogues without their class column
  --out FOLDER          答案写入此处 where answers are written
  --now YYYY-MM-DD      今天，用于停产日期 today, for goods withdrawn by a date (default: today in Shanghai)
  --faults              逐条列出不符之处 list what was not as expected
  --json FILE           另将得分写入文件 also write the figures to a file
  --help                显示本说明 show this
`;

function printShares(title: string, { shares }: PriceListScore): void {
  console.log(`\n${title}`);
  for (const name of SHARE_NAMES) console.log(`  ${name.padEnd(20)} ${shown(shares[name] ?? NO_SHARE)}`);
  const spec = f1(shares['spec precision'] ?? NO_SHARE, shares['spec recall'] ?? NO_SHARE);
  console.log(`  ${'spec F1'.padEnd(20)} ${spec?.toFixed(3) ?? '—'}`);
}

function printRuns(runs: readonly PriceListRun[], withFaults: boolean): void {
  for (const { file, refused, products, score } of runs) {
    if (score === null) console.log(`${file}: ${refused ?? `${products} products`}`);
    else printShares(`${file}${refused === null ? '' : ` (${refused})`}: ${products} products`, score);
    if (withFaults) for (const fault of score?.faults ?? []) console.log(`    ${fault}`);
  }
  const total = totalOf(runs);
  if (total !== null && runs.length > 1) printShares(`all ${runs.length} lists`, total);
}

function printMapping(figures: readonly MappingFigures[]): void {
  for (const { title, first, three, faults } of figures) {
    console.log(`\nmapping, ${title}\n  right class first    ${shown(first)}\n  within three         ${shown(three)}`);
    for (const fault of faults.slice(0, 60)) console.log(`    ${fault}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'price-lists': { type: 'string' }, out: { type: 'string' }, mapping: { type: 'boolean' }, now: { type: 'string' }, faults: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' },
    },
  });
  const lists = values['price-lists'];
  if (values.help === true || (lists === undefined && values.mapping !== true)) {
    console.log(HELP);
    return;
  }
  if (lists !== undefined && values.out === undefined) throw new Error('--out FOLDER says where the answers go');
  const today = values.now ?? shanghaiDate(new Date());
  const reference = await readReference();
  const report: Record<string, unknown> = { today };
  if (lists !== undefined && values.out !== undefined) {
    await mkdir(values.out, { recursive: true });
    const runs = await runPriceLists(lists, values.out, reference, today);
    printRuns(runs, values.faults === true);
    report['priceLists'] = { files: runs, total: totalOf(runs)?.shares ?? null };
  }
  if (values.mapping === true) {
    const figures = await measureMapping(reference);
    printMapping(values.faults === true ? figures : figures.map((one) => ({ ...one, faults: [] })));
    report['mapping'] = figures;
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
