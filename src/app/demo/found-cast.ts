import { FoundOrganisation } from '../../organisation/index.js';
import { askDatabase } from '../../platform/clock/database-time.store.js';
import { DatabaseClock } from '../../platform/clock/clock.js';
import { RandomIds } from '../../platform/clock/ids.js';
import type { Settings } from '../../platform/config/settings.js';
import { AppDatabase, Database } from '../../platform/db/database.js';
import { Deeds } from '../../platform/deed/deeds.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency.js';
import { ENTITIES } from '../entities.js';
import { StoryBroken } from './api-client.js';
import { DEMO_PASSWORD, type Player } from './cast.js';

/** Answers of the founding deed that say: told before. */
const KNOWN = new Set(['LOGIN_TAKEN', 'CREDIT_CODE_TAKEN']);

/** Founds the organisations of these players, approved, each with its person; answers the logins of those that were new. */
export async function foundCast(settings: Settings, cast: readonly Player[]): Promise<string[]> {
  const database = new AppDatabase(await Database.open({ url: settings.needed('appDatabaseUrl'), applicationName: 'duijie demo', entities: ENTITIES, connections: 2 }));
  const clock = await DatabaseClock.start(askDatabase((sql) => database.dataSource.query(sql)));
  try {
    const ids = new RandomIds(clock);
    const found = new FoundOrganisation(new Deeds(database, new IdempotencyKeys(settings.needed('idempotencySecret')), ids), ids);
    const founded: string[] = [];
    for (const player of cast) {
      const request = { viewer: { kind: 'SYSTEM', because: '演示数据 demo' }, receivedAt: clock.now(), idempotencyKey: null, traceId: `demo-${player.login}`, locale: 'zh-CN' } as const;
      const { login, displayName, roles, kind, regionCode, creditCode, trades } = player;
      const [outcome] = await found.run(request, [{
        kind, name: player.organisation, creditCode, regionCode, industryCode: null, sizeClass: null, trades, parentId: null,
        owner: { login, displayName, password: DEMO_PASSWORD, roles },
      }]);
      if (outcome?.ok === true) founded.push(login);
      else if (outcome === undefined || !KNOWN.has(outcome.refusal.code)) throw new StoryBroken(`${login}: ${outcome?.refusal.code ?? 'no answer'}`);
    }
    return founded;
  } finally {
    clock.stop();
    await database.close();
  }
}
