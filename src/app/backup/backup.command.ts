import 'reflect-metadata';
import { backup } from '../../platform/backup/backup.js';
import { withOwnerDatabase } from '../../platform/supervisor/owner-database.js';
import { runCommand, WrongUse } from '../commands/run-command.js';

const HELP = `npm run backup -- --to FOLDER [--json FILE] [--help]

备份数据库、上传文件和密钥到 FOLDER 下的新文件夹；产品可以继续运行，备份结束时刻之前已确认的操作都在其中。
内置数据库整体备份（PHYSICAL）；DATABASE_URL 的数据库逐表备份某一时刻的数据（LOGICAL），须用表的属主账户。
备份含密钥和个人信息：权限仅限本账户，请放在另一台机器并加密保存。日志以及 sms/、mail/、robot/ 中已发出的消息不在其中。
Backs up database, uploads and keys into a new folder below FOLDER. The product may go on working: everything that was acknowledged
before the end of the backup is in it. The embedded database is copied whole (PHYSICAL); of a database of DATABASE_URL, as the owner of
its tables, the rows of one moment are copied table by table (LOGICAL), and that moment is the end. It holds keys and personal data: it is closed to other accounts; keep it on another machine,
encrypted. Logs, and messages that have left by way of sms/, mail/ and robot/, are not in it.

  --to FOLDER  备份放在哪里 where backups lie
  --json FILE  结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help       显示本说明 show this

退出码 exit code: 0 已备份 done · 1 未备份 not done · 2 用法不对 wrong use
`;

interface Values {
  readonly to?: string;
}

await runCommand<Values>({
  name: 'backup', help: HELP, options: { to: { type: 'string' } },
  run: async ({ to }, settings) => {
    if (to === undefined) throw new WrongUse('缺少 --to：请说明备份放在哪里。', '--to is missing: say where backups lie.');
    const { folder, bytes, manifest } = await withOwnerDatabase(settings, (operated) => backup(settings, operated, to));
    const { files, rows, ...told } = manifest;
    const secrets = told.secretsFromSettings.length === 0 ? []
      : [`这些设置中的密钥不在备份里，恢复时须设为相同的值：${told.secretsFromSettings.join('、')}。 The secrets of these settings are not in the backup; a restored product needs the same.`];
    return {
      exitCode: 0, json: { folder, bytes, files: files.length, ...(rows === undefined ? {} : { tables: rows.tables.length }), ...told },
      lines: [...secrets, `已备份到 Backed up to: ${folder}`, `backup ok kind=${told.kind} files=${files.length} bytes=${bytes} endedAt=${told.endedAt} lastEvent=${told.positions.lastEvent}`],
    };
  },
});
