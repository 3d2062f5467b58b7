import type { HealthCheck } from '../platform/health/readiness.js';
import type { ConnectedPush } from '../platform/push/open-push.js';

/** Live push hears the relay. */
export function pushCheck(push: ConnectedPush): HealthCheck {
  return { name: 'push', check: () => (push.connected ? Promise.resolve() : Promise.reject(new Error('the connection is lost'))) };
}
