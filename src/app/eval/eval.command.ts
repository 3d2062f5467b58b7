import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { shanghaiDate } from '../../core/time/dates.js';
import { f1, NO_SHARE, shown } from './figures.js';
import { measureMapping, type MappingFigures } from './mapping.js';
import { SHARE_NAMES, type PriceListScore } from './price-list-score.js';
import { readReference } from './proposer.js';
import { extractionFigures, extractionLines, runExtraction } from './run-extraction.js';
import { runPriceLists, totalOf, type PriceListRun } from './run-price-lists.js';

const HELP = `npm run eval -- [--extraction FILE] [--price-lists FOLDER] [--out FOLDER] [--mapping] [--now YYYY-MM-DD] [--faults] [--json FILE] [--help]

用评测数据运行本产品自己的读取与归类，写出答案，有标准答案时打印得分。不需要数据库。
Runs the product's own reading over cases and writes its answers; prints figures where the expected ones lie beside them. Needs no database.

  --extraction FILE     从需求文字中读出要求、数量、预算等，写出 OUT/extraction.jsonl what demands in words ask
  --price-lists FOLDER  读取文件夹中的每份报价单，写出 OUT/<文件名>.json each list of the folder as the importer reads it
  --mapping             样例目录去掉品类列后的归类 class proposed for the sample catalogues without their class column
  --out FOLDER          答案写入此处 where answers are written
  --now YYYY-MM-DD      今天，用于停产日期与交付日期 today, for goods withdrawn and days needed by (default: today in Shanghai)
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
      extraction: { type: 'string' }, 'price-lists': { type: 'string' }, out: { type: 'string' }, mapping: { type: 'boolean' }, now: { type: 'string' }, faults: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' },
    },
  });
  const [lists, extraction] = [values['price-lists'], values.extraction];
  if (values.help === true || (lists === undefined && extraction === undefined && values.mapping !== true)) {
    console.log(HELP);
    return;
  }
  if ((lists ?? extraction) !== undefined && values.out === undefined) throw new Error('--out FOLDER says where the answers go');
  const today = values.now ?? shanghaiDate(new Date());
  const reference = await readReference();
  const report: Record<string, unknown> = { today };
  if (lists !== undefined && values.out !== undefined) {
    await mkdir(values.out, { recursive: true });
    const runs = await runPriceLists(lists, values.out, reference, today);
    printRuns(runs, values.faults === true);
    report['priceLists'] = { files: runs, total: totalOf(runs)?.shares ?? null };
  }
  if (extraction !== undefined && values.out !== undefined) {
    await mkdir(values.out, { recursive: true });
    const run = await runExtraction(extraction, values.out, reference.classes, today);
    for (const line of extractionLines(run, values.faults === true)) console.log(line);
    report['extraction'] = extractionFigures(run);
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
