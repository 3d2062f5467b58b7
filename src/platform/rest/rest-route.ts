import type { AccessRule } from '../../core/access/rule.js';
import type { TokenScope } from '../../core/access/token-scopes.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import type { Outcome, RefusalData } from '../../core/outcome/outcome.js';
import type { DeedRequest } from '../deed/deed-request.js';

/** A schema in JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a route says of itself: the same words check its input, open its door and stand on its page. */
export interface RestSpec {
  readonly operationId: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** As Fastify takes it, `/api/v1/…`. */
  readonly path: string;
  readonly access: AccessRule;
  /** The scope a token needs; null: what it is told depends on its scopes. */
  readonly scope: TokenScope | null;
  readonly summary: string;
  readonly description: string;
  /** Writes, and so takes an Idempotency-Key. */
  readonly writes: boolean;
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  readonly body?: JsonSchema;
  /** What a 200 holds. */
  readonly answer: JsonSchema;
}

export interface RestRequest {
  readonly viewer: MemberViewer;
  /** For the deed: the key of a repeat is the one of the header. */
  readonly deed: DeedRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  /** A refusal of one item among others, in the caller's language. */
  problem(refusal: RefusalData): ItemProblem;
}

export interface ItemProblem {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** One address of the REST interface, given out by a room: it calls the deeds that GraphQL calls. */
export abstract class RestRoute {
  abstract readonly spec: RestSpec;
  abstract answer(request: RestRequest): Promise<Outcome<object>>;
}

export const text = (max: number, more: JsonSchema = {}): JsonSchema => ({ type: 'string', minLength: 1, maxLength: max, ...more });
export const orNull = (schema: JsonSchema): JsonSchema => ({ ...schema, type: [schema['type'], 'null'] });
export const listOf = (items: JsonSchema, max: number, min = 0): JsonSchema => ({ type: 'array', items, minItems: min, maxItems: max });
/** No field but these: a misspelt one is refused instead of lost. */
export const object = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false });
/** Amounts are text, so that no program rounds them. */
export const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d{1,18}(\\.\\d{1,6})?$', description: '十进制文本，如 "1280000.00"。Decimal text.' };
export const day: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD（北京时间）。A day in Shanghai.' };
export const moment: JsonSchema = { type: 'string', format: 'date-time', description: 'ISO 8601, +08:00.' };
/** Whole numbers in the query, told by their text. */
export const count = (most: number, usual: number): JsonSchema => ({ type: 'string', pattern: '^[0-9]{1,4}$', description: `1 至 ${most}，默认 ${usual}。1 to ${most}, ${usual} unless given.` });
export const PROBLEM: JsonSchema = {
  type: ['object', 'null'], description: '拒绝的原因；未拒绝时为空。Why the item was refused; null when it was not.',
  properties: { code: { type: 'string' }, field: { type: ['string', 'null'] }, message: { type: 'string' } },
};

/** A number of the query within its bounds, or null. */
export function countOf(given: string | undefined, most: number, usual: number): number | null {
  const number = given === undefined ? usual : Number(given);
  return number >= 1 && number <= most ? number : null;
}

/** A moment as people here read it. */
export function atShanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
}
