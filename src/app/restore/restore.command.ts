import 'reflect-metadata';
import { resolve } from 'node:path';
import { restoreLogical } from '../../platform/backup/logical-restore.store.js';
import { restorePhysical, type Restored } from '../../platform/backup/restore.store.js';
import { Database, SYSTEM_SCOPE } from '../../platform/db/database.js';
import { endEverySession } from '../../organisation/index.js';
import { runCommand, WrongUse } from '../commands/run-command.js';
import { ENTITIES } from '../entities.js';

const HELP = `npm run restore -- --from BACKUP --into FOLDER|postgres://… [--replace] [--keep-sessions] [--json FILE] [--help]

把 npm run backup 所作的备份恢复到数据文件夹。先核对每个文件和版本，有一处不符则什么都不做；恢复后启动数据库验证，再停止。
未送达的事件和未完成的任务随之恢复，下次 npm start 继续。所有会话都会结束（备份之后被注销的会话不得复活），用户须重新登录。
Restores a backup of npm run backup into a data folder. Every file and version is looked at first, and nothing is done when one is
wrong. The database is started for a proof and stopped again. Events that were not delivered and jobs that were not done come with it,
and the next npm start goes on with them. All sessions end, since one that was ended after the backup must not come to life: people sign in anew.
DATABASE_URL 的数据库的备份（LOGICAL）恢复到一个空数据库：--into 为其属主的地址 postgres://…；上传文件和密钥恢复到 DUIJIE_DATA_DIR，须为空。
数据在一个事务中恢复；中途失败时，删除该数据库重新建立即可。使用 Redis 任务队列时请换一个空的 Redis。
A backup of a database of DATABASE_URL (LOGICAL) goes into an empty database: --into is its address as the owner, postgres://…; uploads and
keys go to DUIJIE_DATA_DIR, which must be empty. All rows come in one transaction; when it fails, drop the database and make it anew.
With job queues in Redis, use an empty Redis.

  --from BACKUP    备份文件夹（backup-…） the folder of the backup (backup-…)
  --into FOLDER    恢复到的数据文件夹，之后设 DUIJIE_DATA_DIR 使用 the data folder, to be used with DUIJIE_DATA_DIR
         postgres://…  LOGICAL：空数据库的地址 the address of an empty database
  --replace        该文件夹已有数据时，移到其中的 replaced-… 再恢复 put what is there into replaced-… first
  --keep-sessions  保留会话 keep sessions open
  --json FILE      结果写入文件，- 为标准输出 write the result to a file, - for standard output
  --help           显示本说明 show this

退出码 exit code: 0 已恢复 done · 1 未恢复 not done · 2 用法不对 wrong use
`;

interface Values {
  readonly from?: string;
  readonly into?: string;
  readonly replace?: boolean;
  readonly 'keep-sessions'?: boolean;
}

async function endSessions({ ownerUrl }: Restored): Promise<number> {
  const database = new Database(await Database.open({ url: ownerUrl, applicationName: 'duijie restore', entities: ENTITIES, connections: 1 }));
  try {
    return await database.transaction(SYSTEM_SCOPE, endEverySession);
  } finally {
    await database.close();
  }
}

await runCommand<Values>({
  name: 'restore', help: HELP,
  options: { from: { type: 'string' }, into: { type: 'string' }, replace: { type: 'boolean' }, 'keep-sessions': { type: 'boolean' } },
  run: async ({ from, into, replace, 'keep-sessions': keep }, settings) => {
    if (from === undefined || into === undefined) throw new WrongUse('缺少 --from 或 --into。', '--from or --into is missing.');
    const isDatabase = /^postgres(ql)?:\/\//.test(into);
    if (isDatabase && replace === true) throw new WrongUse('--replace 只用于文件夹：请给出一个空数据库。', '--replace is for folders: name an empty database.');
    let sessionsEnded = 0;
    const finish = async (one: Restored): Promise<void> => { sessionsEnded = keep === true ? 0 : await endSessions(one); };
    const restored = isDatabase
      ? await restoreLogical(settings, { from: resolve(from), into }, finish)
      : await restorePhysical(settings, { from: resolve(from), into: resolve(into), replace: replace ?? false }, finish);
    const { manifest, folder, positions, putAside } = restored;
    const { secretsFromSettings, endedAt } = manifest;
    return {
      exitCode: 0, json: { folder, putAside, endedAt, positions, sessionsEnded, secretsFromSettings },
      lines: [
        ...(putAside === null ? [] : [`原有数据在 What was there lies in: ${putAside}`]),
        ...(secretsFromSettings.length === 0 ? [] : [`启动前须设为备份时的值 Set these as they were at the backup: ${secretsFromSettings.join('、')}`]),
        `接下来 Next: ${isDatabase ? 'DATABASE_URL=… ' : ''}DUIJIE_DATA_DIR=${folder} npm start, npm run verify`,
        `restore ok endedAt=${endedAt} lastEvent=${positions.lastEvent} delivered=${positions.delivered} sessionsEnded=${sessionsEnded}`,
      ],
    };
  },
});
