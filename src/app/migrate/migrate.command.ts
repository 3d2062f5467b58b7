import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { readSettings } from '../../platform/config/settings.js';
import { openDataHome } from '../../platform/supervisor/data-home.js';
import { migrateProduct, openExternal } from '../../platform/supervisor/product-database.js';
import { prepare } from '../prepare.js';

const HELP = `npm run migrate [-- --help]

在 DATABASE_URL 的数据库中建立三个账户、建表或升级，并载入政策数据，然后退出；供三个进程分别运行的安装（如容器）在启动它们之前执行。
缺少的账户按 DUIJIE_APP_DATABASE_URL、DUIJIE_RELAY_DATABASE_URL、DUIJIE_MATCHER_DATABASE_URL 中的密码建立；已有的账户只核对。
Makes the three roles in the database of DATABASE_URL, makes or renews the tables, loads the plan, and ends: for an installation that runs the
three processes by itself, such as containers, before they start. Missing roles get the passwords in those three addresses; roles that exist are checked.

  --help  显示本说明 show this
`;

function readArguments() {
  try {
    return parseArgs({ options: { help: { type: 'boolean' } } }).values;
  } catch (cause) {
    throw new CannotStart('参数不对：请用 npm run migrate -- --help 查看用法。', `Wrong arguments (${(cause as Error).message}): see npm run migrate -- --help.`, { cause });
  }
}

async function run(): Promise<void> {
  if (readArguments().help === true) return void console.log(HELP);
  const settings = readSettings();
  if (settings.databaseUrl === null) {
    throw new CannotStart('没有设置 DATABASE_URL：内置数据库由 npm start 自行建表和升级。', 'DATABASE_URL is not set: the embedded database is made and renewed by npm start.');
  }
  const database = await openExternal(settings, openDataHome(settings.dataDir));
  const ran = await migrateProduct(database);
  await prepare(database.ownerUrl);
  console.log(`已建表或升级：${ran.length} 步；政策数据已载入。 Tables made or renewed in ${ran.length} steps; the plan is loaded.`);
}

try {
  await run();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
