import type { AttributeDefinition, ClassDefinition } from '../policy/class-definition.js';

/** Classes for specs: a case writes only what it is about. */
export const anAttribute = (changes: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  key: 'capacity', zh: '处理能力', en: 'capacity', type: 'number', unit: 't/h', better: 'higher', min: 1, max: 3000, values: [], matchRole: 'hard', appliesToKinds: null, ...changes,
});

export const DRIVE: AttributeDefinition = anAttribute({
  key: 'drive', zh: '驱动方式', en: 'drive', type: 'enum', unit: null, min: null, max: null, values: [{ key: 'pm', zh: '永磁', en: 'permanent magnet' }, { key: 'belt', zh: '皮带', en: 'belt' }],
});
export const EXPLOSION_PROOF: AttributeDefinition = anAttribute({ key: 'explosionProof', zh: '防爆', en: 'explosion-proof', type: 'boolean', unit: null, min: null, max: null });
export const LENGTH: AttributeDefinition = anAttribute({ key: 'length', zh: '长度', en: 'length', unit: 'm', min: 1, max: 20000 });

export const aClass = (changes: Partial<ClassDefinition> = {}): ClassDefinition => ({
  id: 'S1.1.1.03', origin: 'PLAN', zh: '破碎机', en: 'crusher', alsoCalled: [], kinds: [], attributes: [anAttribute(), DRIVE, EXPLOSION_PROOF, LENGTH], unit: '台',
  leadTimeDays: [30, 60, 90], energyGradeKind: null, clause: '三（一）1', ...changes,
});
