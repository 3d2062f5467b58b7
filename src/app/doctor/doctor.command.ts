import 'reflect-metadata';
import { runCommand } from '../commands/run-command.js';
import type { Finding, Verdict } from './check.js';
import { CHECKS } from './checks.js';
import { surroundings } from './surroundings.js';

const HELP = `npm run doctor [-- --start] [--json FILE] [--help]

逐项检查安装：运行环境、设置、数据文件夹、密钥、进程、数据库、发件箱和任务、备份；不通过的项附一句处理办法。只看不改，不显示任何密钥。
Looks at an installation item by item: environment, settings, data folder, keys, processes, database, outbox and jobs, backup;
what is not well comes with its fix. It only looks, and shows no secret. Whether the product runs or not.

  --start      内置数据库没有运行时，临时启动它来检查 start the embedded database for the look when it does not run
  --json FILE  结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help       显示本说明 show this

退出码 exit code: 0 没有不通过的项（可有提醒） nothing fails (there may be warnings) · 1 有不通过的项或设置不对 something fails, or a setting is wrong · 2 用法不对 wrong use
`;

const SIGN: Readonly<Record<Verdict, string>> = { ok: '✓', warn: '!', fail: '✗' };

function lineOf({ check, verdict, zh, en, fix }: Finding): string {
  const line = `${SIGN[verdict]} ${check.padEnd(14)} ${zh === en ? zh : `${zh} —— ${en}`}`;
  return fix === null ? line : `${line}\n    处理：${fix.zh}。 Fix: ${fix.en}.`;
}

await runCommand<{ readonly start?: boolean }>({
  name: 'doctor', help: HELP, options: { start: { type: 'boolean' } },
  run: async ({ start }, settings) => {
    const seen = await surroundings(settings, start === true);
    const findings = (await Promise.all(CHECKS.map((check) => check(seen)))).flat();
    const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
    const counts = { ok: count('ok'), warn: count('warn'), fail: count('fail') };
    return {
      exitCode: counts.fail === 0 ? 0 : 1, json: { running: seen.running, ...counts, checks: findings },
      lines: [...findings.map(lineOf), `doctor ${counts.fail === 0 ? 'ok' : 'FAILED'} ok=${counts.ok} warn=${counts.warn} fail=${counts.fail}`],
    };
  },
});
