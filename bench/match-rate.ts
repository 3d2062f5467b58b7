import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { LineIndex } from '../src/core/matching/columnar/line-index.js';
import { OfferIndex } from '../src/core/matching/columnar/offer-index.js';
import { DEFAULT_RULES } from '../src/core/matching/rules.js';
import { Chance } from '../test/fault/chance.js';
import { aMarketLine, aMarketProduct, answered } from './match-world.js';

const HELP = `npm run bench:match [-- --lines N] [--questions N] [--answered P] [--json FILE]

内存匹配的速度：一件产品对全部未结需求行，一行需求对全部产品；前 20 名。品类按 1/名次 分布，每行六个数值区间。
Matching from memory: one product against all open lines, one line against all products, the best 20 returned. Classes are spread as 1/rank; each line asks
for six spans. From the call to the answer on the main thread, where the index lives; candidates are those that pass all gates.

  --lines N      需求行数和产品数 lines, and products (1000000)
  --questions N  每个方向的提问次数 questions each way (3000)
  --answered P   答复使权重有所变动的采购方占百分之几，各不相同 percent of the buyers whose answers moved their weights, each otherwise (0)
  --json FILE    另将结果写入文件 also write the result to a file
`;

const AS_OF = '2026-11-23';
const BEST = 20;
const WARM_UP = 300;
const CHANGES = 100_000;
/** Widths of the spans as shares of their attribute, of the first class and of the others: they make the numbers of candidates. */
const WIDTHS = [0.46, 0.42] as const;

interface Way {
  readonly candidates: { readonly p50: number; readonly p99: number };
  readonly ms: { readonly p50: number; readonly p99: number; readonly max: number };
}

function timed(questions: number, ask: (n: number) => { readonly count: number }): Way {
  for (let n = 0; n < WARM_UP; n++) ask(n);
  const [ms, counts]: [number[], number[]] = [[], []];
  for (let n = 0; n < questions; n++) {
    const before = performance.now();
    const { count } = ask(WARM_UP + n);
    ms.push(performance.now() - before);
    counts.push(count);
  }
  const at = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
  return { candidates: { p50: at(counts, 0.5), p99: at(counts, 0.99) }, ms: { p50: rounded(at(ms, 0.5)), p99: rounded(at(ms, 0.99)), max: rounded(at(ms, 1)) } };
}

/** Seconds that `work` took, without those of making what it takes in. */
function filled(count: number, make: (n: number) => () => void): number {
  let seconds = 0;
  for (let n = 0; n < count; n++) {
    const put = make(n);
    const before = performance.now();
    put();
    seconds += (performance.now() - before) / 1_000;
  }
  return Math.round(seconds * 10) / 10;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { lines: { type: 'string' }, questions: { type: 'string' }, answered: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) return void process.stdout.write(HELP);
  const [lines, questions, percent] = [Number(values.lines ?? 1_000_000), Number(values.questions ?? 3_000), Number(values.answered ?? 0)];
  const chance = new Chance(7);
  const aLine = (n: number) => answered(aMarketLine(chance, n, WIDTHS, AS_OF), percent);
  const [open, offers] = [new LineIndex(DEFAULT_RULES), new OfferIndex(DEFAULT_RULES)];
  const filledSeconds = {
    lines: filled(lines, (n) => { const line = aLine(n); return () => open.put(line); }),
    products: filled(lines, (n) => { const product = aMarketProduct(chance, n); return () => offers.put(product); }),
  };
  const asked = { products: Array.from({ length: WARM_UP + questions }, (_, n) => aMarketProduct(chance, n)), lines: Array.from({ length: WARM_UP + questions }, (_, n) => aLine(n)) };
  const reverse = timed(questions, (n) => open.answers(asked.products[n] as typeof asked.products[number], AS_OF, BEST));
  const forward = timed(questions, (n) => offers.answers(asked.lines[n] as typeof asked.lines[number], AS_OF, BEST));
  const changed = filled(CHANGES, () => { const line = aLine(chance.whole(0, lines - 1)); return () => open.put(line); });
  const result = {
    machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${release()} ${arch()}`, node: process.versions.node, load: loadavg()[0] },
    lines, questions, answeredPercent: percent, filledSeconds, reverse, forward, changesPerSecond: Math.round(CHANGES / Math.max(0.1, changed)), memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  };
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
}

await main();
