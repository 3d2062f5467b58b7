import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { shanghaiDate } from '../../core/time/dates.js';
import { helpLine, type CasePart } from './case-parts.js';
import { extractionPart } from './extraction-part.js';
import { f1, NO_SHARE, shown } from './figures.js';
import { measureMapping, type MappingFigures } from './mapping.js';
import { SHARE_NAMES, type PriceListScore } from './price-list-score.js';
import { readReference } from './proposer.js';
import { demandPart } from './run-demands.js';
import { runPriceLists, totalOf, type PriceListRun } from './run-price-lists.js';
import { searchPart } from './run-search.js';

/** Kinds of cases that stand in one file each; a new kind is one line here. */
const CASE_PARTS: readonly CasePart[] = [demandPart, extractionPart, searchPart];

const HELP = `npm run eval -- [--price-lists FOLDER] [--mapping]${CASE_PARTS.map(({ option }) => ` [--${option} FILE]`).join('')} [--out FOLDER] [--now YYYY-MM-DD] [--faults] [--json FILE] [--help]

用评测数据运行本产品自己的读取、归类、提取与检索，写出答案，有标准答案时打印得分与 95% 区间。
Runs the product's own reading, routing, extraction and search over cases and writes its answers; prints figures with 95 % intervals where the expected ones are known.

${[
  ['--price-lists FOLDER', '读取文件夹中的每份报价单，写出 OUT/<文件名>.json each list of the folder as the importer reads it'],
  ['--mapping', '样例目录去掉品类列后的归类 class proposed for the sample catalogues without their class column'],
  ...CASE_PARTS.map(({ option, help }) => [`--${option} FILE`, help] as const),
  ['--out FOLDER', '答案写入此处 where answers are written'],
  ['--now YYYY-MM-DD', '今天，用于停产日期和期限 today, for goods withdrawn by a date and for terms (default: today in Shanghai)'],
  ['--faults', '逐条列出不符之处 list what was not as expected'],
  ['--json FILE', '另将得分写入文件 also write the figures to a file'],
  ['--help', '显示本说明 show this'],
].map(([option = '', help = '']) => helpLine(option, help)).join('\n')}
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
      ...Object.fromEntries(CASE_PARTS.map(({ option }) => [option, { type: 'string' } as const])),
      'price-lists': { type: 'string' }, out: { type: 'string' }, mapping: { type: 'boolean' }, now: { type: 'string' }, faults: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' },
    },
  });
  const lists = values['price-lists'];
  const given = values as Readonly<Record<string, string | boolean | undefined>>;
  const cases = CASE_PARTS.flatMap((part) => (typeof given[part.option] === 'string' ? [{ part, file: String(given[part.option]) }] : []));
  if (values.help === true || (lists === undefined && values.mapping !== true && cases.length === 0)) {
    console.log(HELP);
    return;
  }
  if ((lists !== undefined || cases.length > 0) && values.out === undefined) throw new Error('--out FOLDER says where the answers go');
  const [today, out] = [values.now ?? shanghaiDate(new Date()), values.out ?? ''];
  const reference = await readReference();
  const report: Record<string, unknown> = { today };
  if (out !== '') await mkdir(out, { recursive: true });
  if (lists !== undefined) {
    const runs = await runPriceLists(lists, out, reference, today);
    printRuns(runs, values.faults === true);
    report['priceLists'] = { files: runs, total: totalOf(runs)?.shares ?? null };
  }
  if (values.mapping === true) {
    const figures = await measureMapping(reference);
    printMapping(values.faults === true ? figures : figures.map((one) => ({ ...one, faults: [] })));
    report['mapping'] = figures;
  }
  for (const { part, file } of cases) {
    const { lines, figures } = await part.run({ file, out, today, reference, withFaults: values.faults === true });
    for (const line of lines) console.log(line);
    report[part.option] = figures;
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
