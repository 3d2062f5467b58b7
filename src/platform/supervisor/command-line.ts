import { parseArgs } from 'node:util';
import { CannotStart } from '../config/cannot-start.js';
import { settingsAsHelp } from '../config/settings-markdown.js';

export interface CommandLine {
  readonly help: boolean;
  /** Print the settings as they were read, and end. */
  readonly settings: boolean;
  /** Rebuild and restart on every change of a source. */
  readonly dev: boolean;
}

/** @throws CannotStart for an option that there is not. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({ args: [...argv], options: { help: { type: 'boolean' }, settings: { type: 'boolean' }, dev: { type: 'boolean' } } });
    return { help: values.help ?? false, settings: values.settings ?? false, dev: values.dev ?? false };
  } catch (cause) {
    const asked = argv.join(' ');
    throw new CannotStart(`不认识的参数 ${asked}：请用 npm start -- --help 查看用法。`, `Unknown option ${asked}: see npm start -- --help.`, { cause });
  }
}

export const helpText = (): string => `npm start [-- --help | --settings]      npm run dev

启动数据库、市场端、管理端和后台进程；三者就绪后打印以 ready 开头的一行。Ctrl-C 停止。
Starts the database and the market, admin and worker processes; prints one line that begins with "ready" once all three
answer. Ctrl-C stops everything.

  --help      显示本说明 show this
  --settings  显示当前设置（不含密钥）并退出 print the settings as they are read, without secrets, and end

npm run dev 另外在源文件变化时重新编译并重启三个进程。
npm run dev also rebuilds and restarts the three processes whenever a source changes.

设置（环境变量）Settings (environment variables):
${settingsAsHelp()}`;
