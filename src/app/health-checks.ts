import type { HealthCheck } from '../platform/health/readiness.js';
import type { PostgresPush } from '../platform/push/postgres/postgres-push.js';

/** Live push hears the relay. */
export function pushCheck(push: PostgresPush): HealthCheck {
  return { name: 'push', check: () => (push.connected ? Promise.resolve() : Promise.reject(new Error('the connection is lost'))) };
}
