import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { placedClasses, type ReferenceFiles } from '../policy/reference.js';
import { anAttribute, DRIVE } from './class.factory.js';
import { inOwnUnit } from './convert-requirement.js';
import { checkRequirement, type Requirement } from './requirement.js';

const asked = (value: unknown, unit: string | null): Requirement => ({ attributeKey: 'a', op: '>=', value, unit, mode: 'HARD' }) as Requirement;

describe('a requirement in the unit of its attribute', () => {
  const CASES: [own: string, value: unknown, written: string | null, converted: unknown][] = [
    ['m', 1.2, 'km', 1200], ['m', [0.3, 1], 'km', [300, 1000]], ['m3/h', 18, '万m3/h', 180000], ['t/h', 300, '吨/时', 300], ['t/h', 300, '吨', 300],
    ['kW', 5, 'MW', 5000], ['kW', 90, 'KW', 90], ['MPa', 800, 'kPa', 0.8], ['m2', 15, '亩', 10000], ['°C', 300, '℃', 300], ['r/min', 50, 'r/s', 3000], ['1', 12, '轴', 12], ['1', 95, '%', 0.95],
    ['m', 5, 'm', 5], ['m', 5, null, 5], ['mm', 1e-7, 'm', 0.0001], ['m', 12.000000001, 'km', 12000.000001],
  ];
  it.each(CASES)('%s: %j %s is %j', (own, value, written, converted) => {
    const outcome = inOwnUnit(asked(value, written), anAttribute({ unit: own }));
    expect(outcome.value).toEqual(converted);
    expect([own, written]).toContain(outcome.unit);
  });

  it.each([
    ['m', 5, 'kW'], ['m', 5, '米长城'], ['m', 5, '万'], ['m', 5, '0m'], ['m', '5', 'km'], ['m', [1, 'x'], 'km'], ['m', Number.NaN, 'km'], ['m', null, 'km'], ['没有', 5, 'km'],
  ] as [string, unknown, string][])('%s: %j %s stays as written, to be refused', (own, value, written) => {
    expect(inOwnUnit(asked(value, written), anAttribute({ unit: own }))).toEqual(asked(value, written));
  });

  it('leaves options and unknown attributes alone', () => {
    expect(inOwnUnit(asked('pm', 'km'), DRIVE)).toEqual(asked('pm', 'km'));
    expect(inOwnUnit(asked(5, 'km'), undefined)).toEqual(asked(5, 'km'));
  });
});

describe('the requirements of the sample demands', () => {
  interface Sample { readonly id: string; readonly requirements: readonly { supplyId?: string; classId?: string; attribute: string; op: string; value: unknown; unit?: string }[] }
  const read = (path: string): never => JSON.parse(readFileSync(`seeds/${path}.json`, 'utf8')) as never;
  const files: ReferenceFiles = {
    taxonomy: read('reference/seed-taxonomy'), attributes: read('reference/class-attributes'), extensions: read('reference/extension-classes'), paths: read('reference/upgrade-paths'),
  };
  const classes = new Map(placedClasses(files).map((one) => [one.definition.id, one.definition]));
  const samples = [...(read('demo/sample-demands') as { demands: Sample[] }).demands, ...(read('demo/sample-demands-extension') as { demands: Sample[] }).demands];
  const stated = samples.flatMap(({ id, requirements }) => requirements.flatMap((one) => {
    const definition = classes.get(one.supplyId ?? one.classId ?? '');
    return definition === undefined ? [] : [{ id, one, attribute: definition.attributes.find((attribute) => attribute.key === one.attribute) }];
  }));

  it('can all be asked', () => {
    expect(stated.length).toBeGreaterThan(200);
    const refusals = stated.flatMap(({ id, one, attribute }) => {
      const requirement = { attributeKey: one.attribute, op: one.op, value: one.value, unit: one.unit ?? null, mode: 'HARD' } as Requirement;
      const outcome = checkRequirement(inOwnUnit(requirement, attribute), attribute);
      return outcome.ok ? [] : [`${id} ${one.attribute}: ${outcome.refusal.code}`];
    });
    expect(refusals).toEqual([]);
  });
});
