import 'reflect-metadata';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { Settings } from '../../platform/config/settings.js';
import { createLogger } from '../../platform/logging/logger.js';
import { openSearchIndex } from '../../platform/search/open-search-index.js';
import { withOwnerDatabase, type OperatedDatabase } from '../../platform/supervisor/owner-database.js';
import { runCommand, wholeNumber } from '../commands/run-command.js';
import { openQueue } from '../open-queue.js';
import { withSnapshots } from '../verify/snapshots.js';
import { compareIndex, type IndexComparison } from './compare.js';
import { rebuilt, requestRebuild } from './rebuild.js';

const HELP = `npm run reindex [-- --verify] [--settle SECONDS] [--wait SECONDS] [--json FILE] [--help]

重建产品检索索引并等它完成（产品须在运行；查询始终由旧索引回答，直到新索引完整），然后与目录核对。--verify 只核对，不重建。
Makes the search index anew and waits for it (the product must run; searches are answered from the old one until the new one is
whole), then compares it with the catalogue. --verify compares alone.

  --verify          只核对：数量、版本、缺少、多出、过期 compare only: counts, versions, missing, extra, stale
  --settle SECONDS  有差异时隔多久再看，共三次，默认 3 how long to wait before differences are looked at again, three looks in all
  --wait SECONDS    重建最多等多久，默认 600 how long to wait for the rebuild
  --json FILE       结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help            显示本说明 show this

退出码 exit code: 0 无差异 no difference · 1 有差异或未完成 differences, or not done · 2 用法不对 wrong use
`;

interface Values {
  readonly verify?: boolean;
  readonly settle?: string;
  readonly wait?: string;
  readonly json?: string;
}

const LOOKS = 3;

async function rebuild(settings: Settings, { roleUrls, running, ownerUrl }: OperatedDatabase, waitMs: number, quiet: boolean): Promise<void> {
  if (!running || roleUrls === null) throw new CannotStart('产品没有运行，没有后台进程来重建：请先 npm start。', 'The product does not run, so that no worker would do it: npm start first.');
  const logger = createLogger({ process: 'worker', level: 'silent' });
  const queue = await openQueue(new Settings({ ...settings, ...roleUrls }), logger);
  try {
    await requestRebuild(roleUrls.appDatabaseUrl);
    const search = openSearchIndex();
    await withSnapshots(ownerUrl, 'duijie reindex', (database) => rebuilt(database, queue, waitMs, async () => {
      const { index, catalogue } = await compareIndex(database, search, { looks: 1, pauseMs: 0 });
      if (!quiet) console.log(`重建中 rebuilding: ${index} / ${catalogue}`);
    }));
  } finally {
    await queue.close();
  }
}

function linesOf({ catalogue, index, differences, byFault, samples }: IndexComparison): string[] {
  const faults = Object.entries(byFault).map(([fault, count]) => `${fault}=${count}`);
  return [
    ...samples.map(({ id, fault }) => `✗ ${id} ${fault}`),
    ...(differences === 0 ? [] : ['处理：npm run reindex。 Fix: npm run reindex.']),
    [`reindex ${differences === 0 ? 'ok' : 'DIFFERENT'}`, `catalogue=${catalogue}`, `index=${index}`, `differences=${differences}`, ...faults].join(' '),
  ];
}

await runCommand<Values>({
  name: 'reindex', help: HELP, options: { verify: { type: 'boolean' }, settle: { type: 'string' }, wait: { type: 'string' } },
  run: async (values, settings) => {
    const pauseMs = 1_000 * wholeNumber('--settle', values.settle, 3, [0, 600]);
    const waitMs = 1_000 * wholeNumber('--wait', values.wait, 600, [1, 86_400]);
    const compared = await withOwnerDatabase(settings, async (operated) => {
      if (values.verify !== true) await rebuild(settings, operated, waitMs, values.json === '-');
      return withSnapshots(operated.ownerUrl, 'duijie reindex', (database) => compareIndex(database, openSearchIndex(), { looks: LOOKS, pauseMs }));
    });
    return { exitCode: compared.differences === 0 ? 0 : 1, lines: linesOf(compared), json: compared };
  },
});
