import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import { day, decimal, listOf, object, orNull, PROBLEM, RestRoute, text, type JsonSchema, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { wholeRefusal } from '../platform/rest/whole-refusal.js';
import { REQUIREMENT_OPS } from './demand.types.js';
import { UpsertDemands, UPSERT_DEMANDS_MAX } from './upsert-demands.js';
import { demandToUpsert, type UpsertDemandInput } from './upsert-demands.types.js';

const REQUIREMENT: JsonSchema = object({
  attributeKey: text(100), op: { type: 'string', enum: Object.keys(REQUIREMENT_OPS) },
  value: { description: '数值、选项键或是否；BETWEEN 为 [下限, 上限]，ONE_OF 为列表。A number, a key, or true/false; [low, high] for BETWEEN, a list for ONE_OF.' },
  unit: orNull(text(40)), mode: { type: 'string', enum: ['HARD', 'SOFT'], default: 'HARD' }, classId: orNull(text(50)),
}, ['attributeKey', 'op', 'value']);
const RETIRED: JsonSchema = object({ name: text(200), model: orNull(text(200)), commissionedYear: orNull({ type: 'integer' }), count: { type: 'integer' } }, ['name', 'count']);
const LINE: JsonSchema = object({
  classIds: { ...listOf(text(50), 10), default: [] }, itemId: orNull(text(50)), words: { type: 'string', maxLength: 5_000, default: '' }, quantity: decimal,
  unit: { type: 'string', maxLength: 20, default: '' }, requirements: { ...listOf(REQUIREMENT, 50), default: [] }, energyGradeAtMost: orNull({ type: 'integer', minimum: 1, maximum: 3 }),
  budgetCny: orNull(decimal), retires: { ...listOf(RETIRED, 50), default: [] }, equipmentIds: { ...listOf(text(30), 200), default: [] }, equipmentShared: { type: 'boolean', default: false },
  renewalReason: orNull({ type: 'string', maxLength: 500 }), softwareClassIds: { ...listOf(text(50), 5), default: [] }, softwareWaiver: orNull({ type: 'string', maxLength: 500 }),
}, ['quantity']);
const DEMAND: JsonSchema = object({
  externalRef: text(100, { description: '自有系统中的编号。Number in your own software.' }), title: text(200), words: { type: 'string', maxLength: 5_000 },
  regionCode: { type: 'string', pattern: '^\\d{6}$', description: '交货地，GB/T 2260。Place of delivery.' }, purpose: { type: 'string', enum: ['RENEWAL', 'NEW_CAPACITY'] },
  visibility: { type: 'string', enum: ['PUBLIC', 'APPROVED_SUPPLIERS', 'THROUGH_DEPARTMENT'] }, budgetCny: orNull(decimal), neededBy: orNull(day),
  noStateSecretConfirmed: { type: 'boolean', description: '确认不含国家秘密；发布前必须确认。Confirms that it holds no state secret.' },
  lines: listOf(LINE, 500, 1),
}, ['externalRef']);

/** `PUT /api/v1/demands`: demands by the buyer's own numbers. */
@Injectable()
export class PutDemandsRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'putDemands', method: 'PUT', path: '/api/v1/demands', access: enterprise('OWNER', 'PURCHASING'), scope: 'DEMAND_WRITE', writes: true,
    summary: '按自有编号写入需求 Write demands by your own numbers',
    description: '每条各自成败；各行按先后对应原有各行。Each for itself; lines are told by their place, more are added, fewer are refused.',
    body: object({ demands: listOf(DEMAND, UPSERT_DEMANDS_MAX, 1), publish: { type: 'boolean', default: false, description: '写入后发布全部草稿行。Publish all draft lines.' } }, ['demands']),
    answer: {
      type: 'object',
      properties: {
        items: {
          type: 'array', description: '与提交顺序一致。In the order given.',
          items: {
            type: 'object',
            properties: {
              externalRef: { type: 'string' }, id: orNull({ type: 'string' }), problem: PROBLEM,
              change: orNull({ type: 'string', enum: ['CREATED', 'REVISED', 'PUBLISHED', 'UNCHANGED', null] }),
            },
          },
        },
      },
    },
  };

  constructor(private readonly upserting: UpsertDemands) {
    super();
  }

  async answer({ deed, body, problem }: RestRequest): Promise<Outcome<object>> {
    const { demands, publish } = body as { readonly demands: UpsertDemandInput[]; readonly publish: boolean };
    const outcomes = await this.upserting.run(deed, demands.map((one) => demandToUpsert(withOps(one), publish)));
    const whole = wholeRefusal(outcomes);
    if (whole !== null) return whole;
    return done({
      items: outcomes.map((outcome, index) => {
        const externalRef = demands[index]?.externalRef ?? '';
        if (outcome.ok) return { externalRef, id: outcome.value.id, change: outcome.value.change, problem: null };
        const { refusal } = outcome;
        return { externalRef, id: null, change: null, problem: problem({ ...refusal, field: ['demands', index, refusal.field].filter((part) => part !== null).join('.') }) };
      }),
    });
  }
}

/** Comparisons by the names that GraphQL gives them. */
function withOps(demand: UpsertDemandInput): UpsertDemandInput {
  const lines = demand.lines?.map((line) => ({ ...line, requirements: line.requirements.map((one) => ({ ...one, op: REQUIREMENT_OPS[one.op as unknown as keyof typeof REQUIREMENT_OPS] })) }));
  return lines === undefined ? demand : { ...demand, lines };
}
