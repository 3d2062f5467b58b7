import { expect, it } from '@jest/globals';
import { isGap, supplyGap } from './supply-gap.js';

type Case = [what: string, classIds: string[], planNamesMaker: boolean, supplied: boolean, made: boolean, gap: ('class' | 'platform' | 'province')[]];
it.each<Case>([
  ['a class of the plan, on the platform', ['S1.1.1.02'], true, true, true, []],
  ['a class of the plan, nothing on the platform yet', ['S1.1.1.02'], true, false, false, ['platform']],
  ['an extension class that only others make', ['X.109'], false, true, false, ['province']],
  ['an extension class with a maker here', ['X.109'], false, true, true, []],
  ['an extension class that nobody offers', ['X.109'], false, false, false, ['platform', 'province']],
  ['no class', [], false, false, false, ['class', 'platform', 'province']],
])('%s', (_what, classIds, planNamesMaker, supplied, madeInProvince, missing) => {
  const gap = supplyGap({ classIds, planNamesMaker, supplied, madeInProvince });
  const names = [gap.noClassFits && 'class', gap.nothingOnPlatform && 'platform', gap.noMakerInProvince && 'province'].filter(Boolean);
  expect([names, isGap(gap)]).toEqual([missing, missing.length > 0]);
});
