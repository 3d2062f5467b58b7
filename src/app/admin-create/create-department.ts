import type { OrganisationId } from '../../core/ids/ids.js';
import { refused, type Outcome } from '../../core/outcome/outcome.js';
import { departmentExists, FoundOrganisation, type FoundedOrganisation } from '../../organisation/index.js';
import { DatabaseClock } from '../../platform/clock/clock.js';
import { askDatabase } from '../../platform/clock/database-time.store.js';
import { RandomIds } from '../../platform/clock/ids.js';
import { AppDatabase, Database, SYSTEM_SCOPE } from '../../platform/db/database.js';
import { Deeds } from '../../platform/deed/deeds.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency.js';
import { ENTITIES } from '../entities.js';

export interface DepartmentToCreate {
  readonly organisation: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly regionCode: string;
  /** The department above it, or null for the first of a tree. */
  readonly under: string | null;
  /** Also where a department exists. */
  readonly another: boolean;
}

/** What the owner may do; the three administrators are to be other people. */
export const OWNER_ROLES = ['OWNER', 'REVIEWER', 'EVENTS', 'PROGRAMME'] as const;

/** Founds a department with its owner; DEPARTMENT_EXISTS unless another one is wanted. */
export async function createDepartment(appDatabaseUrl: string, wanted: DepartmentToCreate): Promise<Outcome<FoundedOrganisation>> {
  const database = new AppDatabase(await Database.open({ url: appDatabaseUrl, applicationName: 'duijie admin:create', entities: ENTITIES, connections: 2 }));
  try {
    if (!wanted.another && await database.read(SYSTEM_SCOPE, departmentExists)) return refused('STATE', 'DEPARTMENT_EXISTS');
    const clock = await DatabaseClock.start(askDatabase((sql) => database.dataSource.query(sql)));
    try {
      const ids = new RandomIds(clock);
      // No key of repeats is used, so none is needed to sign one with.
      const founding = new FoundOrganisation(new Deeds(database, new IdempotencyKeys(''), ids), ids);
      const request = { viewer: { kind: 'SYSTEM', because: '管理员命令 admin:create' }, receivedAt: clock.now(), idempotencyKey: null, traceId: 'admin-create', locale: 'zh-CN' } as const;
      const { organisation, name, login, password, regionCode, under } = wanted;
      const [outcome] = await founding.run(request, [{
        kind: 'DEPARTMENT', name: organisation, creditCode: null, regionCode, industryCode: null, sizeClass: null, trades: [], parentId: under as OrganisationId | null,
        owner: { login, displayName: name, password, roles: OWNER_ROLES },
      }]);
      if (outcome === undefined) throw new Error('The founding answered nothing.');
      return outcome;
    } finally {
      clock.stop();
    }
  } finally {
    await database.close();
  }
}
