import 'reflect-metadata';
import { shanghaiDate } from '../../core/time/dates.js';
import { withOwnerDatabase } from '../../platform/supervisor/owner-database.js';
import { openSearchIndex } from '../../platform/search/open-search-index.js';
import { runCommand, wholeNumber } from '../commands/run-command.js';
import { enginesOf } from './engines.js';
import { allInvariants } from './invariants.js';
import { withSnapshots } from './snapshots.js';
import { verify, type Finding, type Verification } from './verify.js';

const HELP = `npm run verify [-- --settle SECONDS] [--sample LINES] [--no-files] [--json FILE] [--help]

核对整个数据库中必须成立的事项：发件箱、收件、推荐、通知、检索索引、文件、重复提交。产品是否运行均可；只读。
Checks everything that must hold of the whole database: outbox, inbox, recommendations, notices, search index, files, repeats.
Whether the product runs or not; it only reads. What is broken is looked at again, and what a running product still works at is no finding.

  --settle SECONDS  不成立的事项隔多久再看一次，共三次，默认 3 how long to wait before what was broken is looked at again, three looks in all
  --sample LINES    抽查多少行需求的推荐，默认 50 open lines whose recommendations are judged again
  --no-files        不核对上传文件 leave the uploads out
  --json FILE       结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help            显示本说明 show this

退出码 exit code: 0 全部成立 everything holds · 1 有不成立的事项或未能核对 findings, or not done · 2 用法不对 wrong use
`;

interface Values {
  readonly settle?: string;
  readonly sample?: string;
  readonly 'no-files'?: boolean;
}

const LOOKS = 3;

function linesOf({ code, zh, en, fix, count, samples }: Finding): string[] {
  return [`✗ ${code} ×${count}：${zh} —— ${en}`, `    如 e.g. ${samples.join('; ')}`, `    处理：${fix.zh}。 Fix: ${fix.en}.`];
}

function summaryOf({ invariants, findings, underWay }: Verification): string {
  const waiting = underWay.length === 0 ? '' : ` underWay=${underWay.join(',')}`;
  return `verify ${findings.length === 0 ? 'ok' : 'FAILED'} invariants=${invariants} findings=${findings.length}${waiting}`;
}

await runCommand<Values>({
  name: 'verify', help: HELP, options: { settle: { type: 'string' }, sample: { type: 'string' }, 'no-files': { type: 'boolean' } },
  run: async (values, settings) => {
    const pauseMs = 1_000 * wholeNumber('--settle', values.settle, 3, [0, 600]);
    const lines = wholeNumber('--sample', values.sample, 50, [0, 10_000]);
    const found = await withOwnerDatabase(settings, async ({ ownerUrl, home }) => {
      const now = new Date();
      const engines = enginesOf(settings);
      const invariants = allInvariants({
        ...engines, search: openSearchIndex(), dataDir: values['no-files'] === true ? null : home.folder, sampling: { lines, salt: now.toISOString(), today: shanghaiDate(now) },
      });
      return withSnapshots(ownerUrl, 'duijie verify', (database) => verify(database, invariants, { looks: LOOKS, pauseMs, failedElsewhere: engines.failedInRedis }));
    });
    return { exitCode: found.findings.length === 0 ? 0 : 1, lines: [...found.findings.flatMap(linesOf), summaryOf(found)], json: found };
  },
});
