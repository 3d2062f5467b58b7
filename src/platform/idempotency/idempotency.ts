import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tx } from '../db/tx.js';

/** What a key turned out to be: new (go on, then `store`), known with the same input (its answer), or used for another input. */
export type KeyReading =
  | { readonly state: 'NEW' }
  | { readonly state: 'KNOWN'; readonly answer: unknown }
  | { readonly state: 'OTHER_INPUT' };

export interface KeyOwner {
  readonly organisationId: string;
  readonly deed: string;
  readonly key: string;
}

/** Keys of repeats: the HMAC of the input is kept, not the input, since it may hold prices or personal data. */
export class IdempotencyKeys {
  constructor(private readonly secret: string) {}

  /** Takes the key inside the deed's transaction; a second caller waits here until the first has committed, then gets its answer. */
  async take(tx: Tx, owner: KeyOwner, input: unknown): Promise<KeyReading> {
    const hmac = this.hmacOf(input);
    const taken = await tx.query<{ key: string }>(
      `insert into platform_idempotency (organisation_id, deed, key, input_hmac) values ($1, $2, $3, $4)
       on conflict do nothing returning key`,
      [owner.organisationId, owner.deed, owner.key, hmac],
    );
    if (taken.length > 0) return { state: 'NEW' };
    const [known] = await tx.query<{ input_hmac: Buffer; answer: unknown }>(
      `select input_hmac, answer from platform_idempotency where organisation_id = $1 and deed = $2 and key = $3`,
      [owner.organisationId, owner.deed, owner.key],
    );
    if (known === undefined) return { state: 'OTHER_INPUT' };
    return timingSafeEqual(known.input_hmac, hmac) ? { state: 'KNOWN', answer: revive(known.answer) } : { state: 'OTHER_INPUT' };
  }

  async store(tx: Tx, owner: KeyOwner, answer: unknown): Promise<void> {
    await tx.query(
      `update platform_idempotency set answer = $4::jsonb where organisation_id = $1 and deed = $2 and key = $3`,
      [owner.organisationId, owner.deed, owner.key, JSON.stringify(freeze(answer))],
    );
  }

  async release(tx: Tx, owner: KeyOwner): Promise<void> {
    await tx.query('delete from platform_idempotency where organisation_id = $1 and deed = $2 and key = $3',
      [owner.organisationId, owner.deed, owner.key]);
  }

  private hmacOf(input: unknown): Buffer {
    return createHmac('sha256', this.secret).update(JSON.stringify(freeze(input))).digest();
  }
}

const DATE = '$date';

/** Plain JSON with sorted keys, dates tagged: equal inputs give equal text, and an answer comes back with its dates as dates. */
function freeze(value: unknown): unknown {
  if (value instanceof Date) return { [DATE]: value.toISOString() };
  if (Array.isArray(value)) return value.map(freeze);
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, freeze(item)]));
  }
  return value;
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first?.[0] === DATE) return new Date(String(first[1]));
    return Object.fromEntries(entries.map(([key, item]) => [key, revive(item)]));
  }
  return value;
}
