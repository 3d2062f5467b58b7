import { CannotStart } from '../config/cannot-start.js';
import { describeSettings, readSettings, Settings } from '../config/settings.js';
import { checkRedis } from '../redis/check-redis.js';
import { helpText, readCommandLine, type CommandLine } from './command-line.js';
import { openDataHome, openEmbeddedHome, type DataHome } from './data-home.js';
import { watchSources } from './dev-watch.js';
import { Ended, Ending } from './ending.js';
import { FolderLock } from './folder-lock.js';
import { openKeys } from './kept-keys.js';
import { endOrphans } from './orphans.js';
import { checkPorts } from './ports.js';
import { migrateProduct, openEmbedded, openExternal } from './product-database.js';
import type { Program } from './programs.js';
import { productUrls, readyText, type DemoAccount, type ProductUrls } from './ready-text.js';
import { say } from './say.js';
import { Supervisor } from './supervisor.js';

/** The running product, for what comes after the start. */
export interface RunningProduct {
  readonly settings: Settings;
  readonly ownerUrl: string;
  readonly urls: ProductUrls;
}

export interface ProductOptions {
  readonly argv: readonly string[];
  readonly programs: readonly Program[];
  /** Runs on the migrated database before any process does: reference data. The settings hold the roles' addresses. */
  readonly prepare: (ownerUrl: string, settings: Settings) => Promise<void>;
  /** Runs when all processes are ready and the settings want a demo; at every start, so it must know what is there already. */
  readonly demo?: (product: RunningProduct) => Promise<readonly DemoAccount[]>;
}

/**
 * `npm start`: runs database and processes until told to end, then ends this process. Exit code 0 after Ctrl-C or a signal, 1
 * when something kept the product from starting, which is told in one sentence; nothing is left running either way.
 */
export async function runProduct(options: ProductOptions): Promise<void> {
  const begun = performance.now();
  const undo: (() => unknown)[] = [];
  let code = 0;
  try {
    const line = readCommandLine(options.argv);
    if (line.help) console.log(helpText());
    else if (line.settings) console.log(describeSettings(readSettings()).join('\n'));
    else await run(options, line, begun, undo);
  } catch (error) {
    if (!(error instanceof Ended)) {
      code = 1;
      console.error(error instanceof CannotStart ? error.message : error);
    }
  }
  for (const step of undo.reverse()) await Promise.resolve(step()).catch((error: unknown) => console.error(error));
  process.exit(code);
}

/** Each step leaves in `undo` what takes it back; resolves when the end is wished. */
async function run(options: ProductOptions, line: CommandLine, begun: number, undo: (() => unknown)[]): Promise<void> {
  const given = readSettings();
  let kill = (): void => undefined;
  const ending = new Ending(() => kill());
  void ending.wished.then(() => say('正在停止……', 'Stopping …'));
  const home = await takeHome(given, ending, undo);
  ending.assertNone();
  await checkPorts(given, options.programs.map(({ port }) => port));
  if (given.redisUrl !== null) for (const { zh, en } of await checkRedis(given.redisUrl, () => new Date())) say(zh, en);
  const database = await (given.embedded ? openEmbedded(given, home) : openExternal(given, home));
  undo.push(() => database.stop());
  ending.assertNone();
  const ran = await migrateProduct(database);
  if (ran.length > 0) say(`已建表或升级：${ran.length} 步。`, `Tables made or renewed in ${ran.length} steps.`);
  const idempotencySecret = given.idempotencySecret ?? openKeys(home.folder).secrets.idempotency;
  const accessSecret = given.accessSecret ?? openKeys(home.folder).secrets.access;
  const settings = new Settings({ ...given, ...database.roleUrls, dataDir: home.folder, idempotencySecret, accessSecret });
  await options.prepare(database.ownerUrl, settings);
  ending.assertNone();
  const supervisor = new Supervisor(options.programs, settings, home.folder);
  kill = () => supervisor.kill();
  undo.push(() => supervisor.stop());
  await supervisor.start(ending);
  const accounts = await seed(options, { settings, ownerUrl: database.ownerUrl, urls: productUrls(settings) }, ending);
  console.log(readyText(given, home, accounts, performance.now() - begun));
  if (line.dev) undo.push(watchSources(() => restart(supervisor, ending)));
  await ending.wished;
}

/** The data folder, made, ours alone, and without processes of a run that died. */
async function takeHome(settings: Settings, ending: Ending, undo: (() => unknown)[]): Promise<DataHome> {
  const home = settings.embedded ? openEmbeddedHome(settings.dataDir) : openDataHome(settings.dataDir);
  const lock = await FolderLock.take(home.folder);
  undo.push(() => lock.release());
  void ending.wished.then(() => lock.announceEnd());
  if (home.movedFrom !== null) {
    say(`数据库账户不能进入 ${home.movedFrom}，数据改放在 ${home.folder}。`, `The database's account cannot enter ${home.movedFrom}: the data lies in ${home.folder} instead.`);
  }
  if (await endOrphans(home.folder) > 0) say('上次没有正常结束：遗留的进程已结束。', 'The last run did not end properly: its processes have been ended.');
  return home;
}

/** A wish to end does not wait for the demo. */
async function seed({ demo }: ProductOptions, product: RunningProduct, ending: Ending): Promise<readonly DemoAccount[]> {
  if (demo === undefined || !product.settings.demo) return [];
  const seeded = demo(product);
  const first = await Promise.race([seeded, ending.wished]);
  if (first !== undefined) return first;
  seeded.catch(() => undefined);
  throw new Ended();
}

async function restart(supervisor: Supervisor, ending: Ending): Promise<void> {
  say('源文件有变化，正在重启……', 'Sources changed, restarting …');
  await supervisor.restart(ending);
  say('已重启。', 'Restarted.');
}
