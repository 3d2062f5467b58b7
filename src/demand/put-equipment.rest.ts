import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { EQUIPMENT_LIMITS } from '../core/demand/equipment/equipment.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import { MAX_ITEMS } from '../platform/deed/deeds.js';
import { decimal, listOf, object, orNull, PROBLEM, RestRoute, text, type JsonSchema, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { wholeRefusal } from '../platform/rest/whole-refusal.js';
import { UpsertEquipment } from './upsert-equipment.js';
import { equipmentToUpsert, type UpsertEquipmentItemInput } from './upsert-equipment.types.js';

const upTo = (maxLength: number): JsonSchema => orNull({ type: 'string', maxLength });
const SPEC: JsonSchema = object({
  attributeKey: text(100), value: { description: '数值、选项键、是否，或带单位的文字。A number, a key, true/false, or text with its unit.' },
}, ['attributeKey', 'value']);
const MACHINE: JsonSchema = object({
  assetNumber: text(EQUIPMENT_LIMITS.assetNumberCharacters, { description: '固定资产编号，即自有系统中的编号。Asset number, the number in your own software.' }),
  name: text(EQUIPMENT_LIMITS.nameCharacters), model: upTo(EQUIPMENT_LIMITS.modelCharacters), classId: upTo(50), kindKey: upTo(100), maker: upTo(EQUIPMENT_LIMITS.makerCharacters),
  serial: upTo(EQUIPMENT_LIMITS.serialCharacters), identityReason: upTo(EQUIPMENT_LIMITS.reasonCharacters), commissioned: upTo(40), quantity: { type: 'integer', minimum: 1, maximum: EQUIPMENT_LIMITS.quantity },
  powerKw: orNull(decimal), energyGrade: orNull({ type: 'integer', minimum: 1, maximum: 3 }), site: upTo(EQUIPMENT_LIMITS.siteCharacters), specs: listOf(SPEC, EQUIPMENT_LIMITS.specs),
}, ['assetNumber']);

/** `PUT /api/v1/equipment`: the register of machines by the owner's asset numbers. */
@Injectable()
export class PutEquipmentRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'putEquipment', method: 'PUT', path: '/api/v1/equipment', access: enterprise('OWNER', 'PURCHASING'), scope: 'DEMAND_WRITE', writes: true,
    summary: '按资产编号写入设备台账 Write machines by their asset numbers',
    description: '每台各自成败；未写的项不变，没有变化的不写入。Each for itself; what is left out stays, what has no difference is not written.',
    body: object({ equipment: listOf(MACHINE, MAX_ITEMS, 1) }, ['equipment']),
    answer: {
      type: 'object',
      properties: {
        items: {
          type: 'array', description: '与提交顺序一致。In the order given.',
          items: {
            type: 'object',
            properties: {
              assetNumber: { type: 'string' }, id: orNull({ type: 'string' }), problem: PROBLEM, change: orNull({ type: 'string', enum: ['REGISTERED', 'REVISED', 'UNCHANGED', null] }),
            },
          },
        },
      },
    },
  };

  constructor(private readonly upserting: UpsertEquipment) {
    super();
  }

  async answer({ deed, body, problem }: RestRequest): Promise<Outcome<object>> {
    const { equipment } = body as { readonly equipment: UpsertEquipmentItemInput[] };
    const outcomes = await this.upserting.run(deed, equipment.map(equipmentToUpsert));
    const whole = wholeRefusal(outcomes);
    if (whole !== null) return whole;
    return done({
      items: outcomes.map((outcome, index) => {
        const assetNumber = equipment[index]?.assetNumber ?? '';
        if (outcome.ok) return { assetNumber, id: outcome.value.id, change: outcome.value.change, problem: null };
        const { refusal } = outcome;
        return { assetNumber, id: null, change: null, problem: problem({ ...refusal, field: ['equipment', index, refusal.field].filter((part) => part !== null).join('.') }) };
      }),
    });
  }
}
