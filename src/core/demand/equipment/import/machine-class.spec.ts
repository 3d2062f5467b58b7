import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { placedClasses, type ReferenceFiles } from '../../../policy/reference.js';
import { MachineClasses } from './machine-class.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = { taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths') };
const CLASSES = new MachineClasses(new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition])), (reference('synonyms') as { groups: never[] }).groups);

describe('the class of a machine in a ledger', () => {
  // A doubt is left open: the rules for machine tools and for the elimination class read the name, and a wrong class would mislead them.
  it.each([
    ['普通车床', '-'], ['数控车床', 'X.301'], ['摇臂钻床', '-'], ['立式加工中心', 'X.302'], ['外圆磨床', '-'], ['龙门刨床', '-'], ['机床', '-'], ['离心通风机', 'X.101'], ['引风机', 'X.101'], ['单级单吸离心泵', 'X.104'], ['水泵', '-'], ['螺杆空压机', 'X.109'], ['空压机', '-'], ['三相异步电动机', '-'], ['电动机', '-'],
    ['颚式破碎机', 'S1.1.1.03'], ['燃煤蒸汽锅炉', '-'], ['隧道窑', 'X.202'], ['桥式起重机', 'S1.1.5.11'], ['办公桌', '-'], ['液压机', 'X.309'], ['电焊机', '-'], ['变压器', '-'],
  ])('%s: %s', (name, id) => {
    expect(CLASSES.called(name)?.id ?? '-').toBe(id);
  });
});
