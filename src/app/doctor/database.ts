import { readdir } from 'node:fs/promises';
import { MIGRATIONS_FOLDER } from '../../platform/config/project.js';
import type { DatabaseFacts, JobFacts } from '../../platform/doctor/facts.store.js';
import { CLOCK_LIMIT_MS } from '../../platform/queue/assert-clock.js';
import { fail, ok, warn, type Check, type Finding } from './check.js';

const OLDEST_VERSION = 15;
const LAG_WARN_S = 30;
const LAG_FAIL_S = 600;
const WAITING_WARN_S = 300;

/** The database and what waits in it. */
export const checkDatabaseFacts: Check = async ({ database, jobs, clockAheadMs, settings }) => {
  if (database === null) return [warn('database', ['内置数据库没有运行，未检查', 'the embedded database does not run and was not looked at'], ['npm start 之后再查，或加 --start 临时启动它', 'look again after npm start, or add --start to start it for the look'])];
  if (typeof database === 'string') return [fail('database', [`数据库连不上（${database}）`, `the database cannot be reached (${database})`], settings.embedded ? ['看数据文件夹中的 postgresql.log', 'read postgresql.log in the data folder'] : ['检查 DATABASE_URL 和该数据库', 'check DATABASE_URL and that database'])];
  return [version(database), chinese(database), await migrations(database), roles(database), rowSecurity(database), clock(clockAheadMs ?? 0), outbox(database), ...jobLines(jobs ?? database.jobs), idle(database)];
};

function version({ version }: DatabaseFacts): Finding {
  return version >= OLDEST_VERSION ? ok('database', [`PostgreSQL ${version}`, `PostgreSQL ${version}`])
    : fail('database', [`PostgreSQL ${version} 太旧`, `PostgreSQL ${version} is too old`], [`升级到 ${OLDEST_VERSION} 以上`, `upgrade to ${OLDEST_VERSION} or later`]);
}

function chinese({ encoding, chinese }: DatabaseFacts): Finding {
  return encoding === 'UTF8' && chinese ? ok('chinese', ['编码 UTF-8，中文可检索', 'UTF-8, and Chinese words are indexed'])
    : fail('chinese', [`编码 ${encoding}，中文检索词会丢失`, `encoding ${encoding}: Chinese search words are lost`], ['按 npm start 打印的语句另建数据库，再恢复数据', 'make a database as npm start says, and restore the data into it']);
}

async function migrations({ migrations }: DatabaseFacts): Promise<Finding> {
  const head = (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.js')).length;
  if (migrations.length === head) return ok('migrations', [`${head} 步升级全部完成`, `all ${head} migrations have run`]);
  return migrations.length < head ? fail('migrations', [`还有 ${head - migrations.length} 步升级未做`, `${head - migrations.length} migrations are missing`], ['重启 npm start，它会升级', 'restart npm start, which runs them'])
    : fail('migrations', ['数据库由更新的版本升级过', 'a later version has migrated this database'], ['换回那个版本，或从备份恢复', 'run that version, or restore a backup']);
}

function roles({ missingRoles, mightyRoles }: DatabaseFacts): Finding {
  if (mightyRoles.length > 0) return fail('roles', [`角色可绕过行级安全：${mightyRoles.join('、')}`, `roles may bypass row-level security: ${mightyRoles.join(', ')}`], ['收回 SUPERUSER 和 BYPASSRLS', 'take SUPERUSER and BYPASSRLS away']);
  if (missingRoles.length > 0) return fail('roles', [`缺少角色：${missingRoles.join('、')}`, `roles are missing: ${missingRoles.join(', ')}`], ['重启 npm start，或请管理员建立', 'restart npm start, or have an administrator make them']);
  return ok('roles', ['三个工作角色都受行级安全约束', 'the three working roles are bound by row-level security']);
}

function rowSecurity({ openTables }: DatabaseFacts): Finding {
  return openTables.length === 0 ? ok('row-security', ['所有表都启用行级安全', 'row-level security is on everywhere'])
    : fail('row-security', [`未启用行级安全：${openTables.join('、')}`, `row-level security is off: ${openTables.join(', ')}`], ['以属主执行 alter table … enable row level security，并查明是谁关的', 'as the owner alter table … enable row level security, and find out who turned it off']);
}

function clock(aheadMs: number): Finding {
  const words = [`本机时钟与数据库相差 ${Math.round(aheadMs)} 毫秒`, `this clock and the database’s differ by ${Math.round(aheadMs)} ms`] as const;
  return Math.abs(aheadMs) > CLOCK_LIMIT_MS ? fail('clock', words, ['启用 NTP 校时', 'let NTP set the clock']) : ok('clock', words);
}

function outbox({ undelivered, undeliveredSeconds }: DatabaseFacts): Finding {
  const words = [`待送达事件 ${undelivered} 条，最早 ${undeliveredSeconds} 秒`, `${undelivered} events undelivered, the oldest for ${undeliveredSeconds} s`] as const;
  const fix = ['确认后台进程在运行，且没有长时间打开的事务', 'see that the worker runs and that no transaction stays open'] as const;
  return undeliveredSeconds > LAG_FAIL_S ? fail('outbox', words, fix) : undeliveredSeconds > LAG_WARN_S ? warn('outbox', words, fix) : ok('outbox', words);
}

/** Of the queue that is in use. */
function jobLines(jobs: JobFacts | string): Finding[] {
  if (typeof jobs !== 'string') return [waitingJobs(jobs), failedJobs(jobs)];
  return [fail('jobs', [`Redis 中的任务队列看不到（${jobs}）`, `the job queue in Redis cannot be seen (${jobs})`], ['按 redis 各项处理', 'mend what the lines of redis say'])];
}

function waitingJobs({ waiting }: JobFacts): Finding {
  const late = waiting.filter(({ seconds }) => seconds > WAITING_WARN_S);
  const told = (late.length > 0 ? late : waiting).map(({ queue, count, seconds }) => `${queue} ${count} (${seconds} s)`).join(', ');
  if (late.length === 0) return ok('jobs', [told === '' ? '没有任务在等' : `等待的任务：${told}`, told === '' ? 'no job waits' : `jobs waiting: ${told}`]);
  return warn('jobs', [`任务等得太久：${told}`, `jobs wait for long: ${told}`], ['看 queues；导入很大时属正常，否则重启后台进程', 'see `queues`; a large import takes its time, else restart the worker']);
}

function failedJobs({ failed }: JobFacts): Finding {
  return failed === 0 ? ok('failed-jobs', ['没有失败的任务', 'no job has failed'])
    : warn('failed-jobs', [`失败的任务 ${failed} 个`, `${failed} jobs have failed`], ['看 queues 中的原因，排除后用 retryFailedJobs 重试', 'read the reasons in `queues`, remove them, and retry with retryFailedJobs']);
}

function idle({ idleInTransaction }: DatabaseFacts): Finding {
  return idleInTransaction === 0 ? ok('transactions', ['没有闲置的事务', 'no transaction is held open'])
    : warn('transactions', [`闲置的事务 ${idleInTransaction} 个，会挡住事件送达`, `${idleInTransaction} transactions are held open and hold events back`], ['查 pg_stat_activity，结束持有它的会话', 'see pg_stat_activity and end the sessions that hold them']);
}
