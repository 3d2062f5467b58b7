import { describe, expect, it } from '@jest/globals';
import { actingStage, afterApprovalOn, placeFor, stageOf, type ReviewStage, type StagedDepartment } from './review-level.js';

const department = (id: string, branch: string, regionCode: string): StagedDepartment => ({ id, branch, name: id, regionCode });
const province = department('p', 'p', '140000');
const taiyuan = department('t', 'p.t', '140100');
const xiaodian = department('x', 'p.t.x', '140105');
const datong = department('d', 'p.d', '140200');
const all = [province, taiyuan, xiaodian, datong];

describe('a case', () => {
  it.each<[string, string, StagedDepartment[], ReviewStage, ReviewStage | null, string]>([
    ['of a county with a bureau', '140105', all, 'PROVINCE', null, 'COUNTY x'],
    ['of a county without one', '140106', all, 'PROVINCE', null, 'CITY t'],
    ['of a city itself', '140200', all, 'PROVINCE', null, 'CITY d'],
    ['of a city without a bureau', '140300', all, 'PROVINCE', null, 'PROVINCE -'],
    ['of another province', '130105', all, 'PROVINCE', null, 'PROVINCE -'],
    ['where there is the province alone', '140105', [province], 'PROVINCE', null, 'PROVINCE -'],
    ['after the county', '140105', all, 'PROVINCE', 'COUNTY', 'CITY t'],
    ['after the county, where the city has no bureau', '140105', [province, xiaodian], 'PROVINCE', 'COUNTY', 'PROVINCE -'],
    ['after the city', '140105', all, 'PROVINCE', 'CITY', 'PROVINCE -'],
    ['that the city decides, after the county', '140105', all, 'CITY', 'COUNTY', 'CITY t'],
    ['that the county decides, where there is none', '140106', all, 'COUNTY', null, 'PROVINCE -'],
  ])('%s lies where it should', (_what, region, departments, decides, above, place) => {
    const { stage, department: at } = placeFor(region, departments, decides, above);
    expect(`${stage} ${at?.id ?? '-'}`).toBe(place);
  });

  it.each<[string, string, string[], string | null, ReviewStage | null]>([
    ['by the county it lies with', 'p.t.x', [], 'x', 'COUNTY'],
    ['by its city, from above', 'p.t', [], 'x', 'CITY'],
    ['by the province, from above', 'p', [], 'x', 'PROVINCE'],
    ['by another department of the province', 'q', [], 'x', 'PROVINCE'],
    ['by another city', 'p.d', [], 'x', null],
    ['by another city that stands in', 'p.d', ['x'], 'x', 'COUNTY'],
    ['by a county, of what lies with its city', 'p.t.x', [], 't', null],
    ['by a city, of what lies with the province', 'p.t', [], null, null],
    ['by the province, of what lies with it', 'p', [], null, 'PROVINCE'],
  ])('is handled %s', (_what, branch, standsInFor, at, stage) => {
    const where = all.find((one) => one.id === at) ?? null;
    const handler = { id: branch.split('.').at(-1) ?? '', branch, standsInFor };
    expect(actingStage(handler, { id: at, stage: where === null ? 'PROVINCE' : stageOf(where.branch), branch: where?.branch ?? null })).toBe(stage);
  });

  it.each<[ReviewStage, ReviewStage, string]>([
    ['COUNTY', 'PROVINCE', 'PASS_ON'], ['CITY', 'PROVINCE', 'PASS_ON'], ['PROVINCE', 'PROVINCE', 'DECIDE'], ['COUNTY', 'CITY', 'PASS_ON'], ['CITY', 'CITY', 'DECIDE'],
    ['PROVINCE', 'CITY', 'DECIDE'], ['COUNTY', 'COUNTY', 'DECIDE'],
  ])('found in order by %s, where %s decides: %s', (acting, decides, what) => {
    expect(afterApprovalOn(acting, decides)).toBe(what);
  });
});
