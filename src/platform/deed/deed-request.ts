import type { Viewer } from '../../core/access/viewer.js';

export type Locale = 'zh-CN' | 'en';

/** Who asks, when the last byte of the asking was read (database-corrected clock), and under which key a repeat is recognised. */
export interface DeedRequest {
  readonly viewer: Viewer;
  readonly receivedAt: Date;
  readonly idempotencyKey: string | null;
  readonly traceId: string;
  readonly locale: Locale;
}
