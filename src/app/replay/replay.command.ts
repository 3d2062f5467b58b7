import 'reflect-metadata';
import { isId } from '../../core/ids/ids.js';
import { shanghaiDate } from '../../core/time/dates.js';
import { replayRun, type Cause, type Difference, type NotReplayed, type Place, type Replayed } from '../../matching/index.js';
import { SYSTEM_SCOPE } from '../../platform/db/database.js';
import { withOwnerDatabase } from '../../platform/supervisor/owner-database.js';
import { runCommand, WrongUse, type CommandAnswer } from '../commands/run-command.js';
import { withSnapshots } from '../verify/snapshots.js';

const HELP = `npm run replay -- RUN [--json FILE] [--help]

重算一次匹配：按当时所见的产品和需求、当时的权重和日期，应与记录逐位一致；再指出今天重做会有哪些不同，以及原因。
Judges a match run again: by the products and lines that it saw, its weights and its day. It must come out as it was recorded, bit for
bit. Then it names what would differ if it were run today, and the fact that makes the difference. Whether the product runs or not; it only reads.

  RUN            匹配记录的编号，run_…；管理端 matchRuns 可查 id of the run, as \`matchRuns\` of the admin API lists them
  --json FILE    结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help         显示本说明 show this

退出码 exit code: 0 逐位一致 identical · 1 不一致或无法重算 otherwise, or it cannot be judged again · 2 用法不对 wrong use
`;

/** Differences shown to a person; `--json` has all. */
const SHOWN = 50;

const WHY_NOT: Readonly<Record<NotReplayed, readonly [zh: string, en: string]>> = {
  RUN_UNKNOWN: ['没有这次匹配记录', 'there is no such run'],
  RUN_BEFORE_HISTORY: ['这次匹配早于本功能，当时未保存所见数据', 'it was made before runs recorded what they saw'],
  RUN_OF_ANOTHER_SERVER: ['这次匹配在另一台数据库服务器上进行（逻辑备份恢复之前）', 'it was made on another database server, before a logical backup was restored'],
  HISTORY_FORGOTTEN: ['历史数据已过保存期', 'what it saw is past its keeping and forgotten'],
  RULE_OF_ANOTHER_VERSION: ['评判规则已更新，请用当时的程序版本重算', 'the rule has another version now: replay it with the release of that time'],
  WEIGHTS_UNKNOWN: ['没有当时的权重版本：请从备份恢复', 'the version of its weights is lost: restore a backup'],
};

function linesOf({ run, then, today, pairs, identical, differences }: Replayed): string[] {
  const versions = (['weights', 'preferences', 'paths', 'classes', 'energy', 'asOf'] as const)
    .map((name) => (then[name] === today[name] ? `${name} ${valueWords(then[name])}` : `${name} ${valueWords(then[name])} → ${valueWords(today[name])}`)).join(' · ');
  return [
    `${run.id} ${run.direction} ${run.at.toISOString()} position ${run.outboxPosition} · rule ${then.rule} · ${versions}`,
    identical ? `✓ 重算 ${pairs} 对，与记录逐位一致。 ${pairs} pairs judged again, identical bit for bit.`
      : `✗ 重算得 ${pairs} 对，与记录的 ${run.pairsMatched} 对不一致。 ${pairs} pairs now, ${run.pairsMatched} recorded: not identical.`,
    ...(differences.length === 0 ? ['今天重做结果相同。 It would come out the same today.'] : [`今天重做有 ${differences.length} 处不同： ${differences.length} pairs would come out otherwise today:`]),
    ...differences.slice(0, SHOWN).map(differenceWords),
    ...(differences.length > SHOWN ? [`  … ${differences.length - SHOWN}`] : []),
  ];
}

function differenceWords({ lineId, productId, then, now, because }: Difference): string {
  const why = because.length === 0 ? '其他产品名次有变 others took or left places' : because.map(causeWords).join('; ');
  return `  ${lineId} ${productId} ${placeWords(then)} → ${placeWords(now)}：${why}`;
}

function placeWords(place: Place): string {
  return place === null ? '—' : `#${place.place} (${place.score})`;
}

function causeWords({ fact, then, now }: Cause): string {
  return `${fact} ${valueWords(then)} → ${valueWords(now)}`;
}

const WORDS_MAX = 120;

function valueWords(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= WORDS_MAX ? text : `${text.slice(0, WORDS_MAX)}…`;
}

function answerOf(id: string, replayed: Replayed | NotReplayed): CommandAnswer {
  if (typeof replayed === 'string') {
    const [zh, en] = WHY_NOT[replayed];
    return { exitCode: 1, lines: [`✗ ${id} ${replayed}：${zh}。 Not replayed: ${en}.`, `replay FAILED run=${id} because=${replayed}`], json: { run: { id }, notReplayed: replayed } };
  }
  const { identical, pairs, differences } = replayed;
  const summary = `replay ${identical ? 'ok' : 'FAILED'} run=${id} pairs=${pairs} identical=${identical ? 'yes' : 'no'} differences=${differences.length}`;
  return { exitCode: identical ? 0 : 1, lines: [...linesOf(replayed), summary], json: replayed };
}

await runCommand<object>({
  name: 'replay', help: HELP, options: {}, words: 1,
  run: async (_values, settings, [id = '']) => {
    if (!isId('matchRun', id)) throw new WrongUse('匹配记录的编号形如 run_…', 'The id of a match run looks like run_….');
    const now = new Date();
    const replayed = await withOwnerDatabase(settings, ({ ownerUrl }) => withSnapshots(ownerUrl, 'duijie replay', (database) =>
      database.lookThrough(SYSTEM_SCOPE, (tx) => replayRun(tx, id, now, shanghaiDate(now)))));
    return answerOf(id, replayed);
  },
});
