import { databaseCheck } from '../platform/health/database-check.store.js';
import type { HealthCheck } from '../platform/health/readiness.js';
import type { ConnectedPush } from '../platform/push/open-push.js';
import type { Platform } from './open-platform.js';

/** Database, live push, and Redis where there is one: without them no process does its work. */
export function commonChecks({ database, push, redis }: Platform): HealthCheck[] {
  return [databaseCheck((sql) => database.dataSource.query(sql)), pushCheck(push), ...(redis === null ? [] : [redis.check])];
}

/** Live push hears the relay. */
function pushCheck(push: ConnectedPush): HealthCheck {
  return { name: 'push', check: () => (push.connected ? Promise.resolve() : Promise.reject(new Error('the connection is lost'))) };
}
