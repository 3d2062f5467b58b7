import { expect, it } from '@jest/globals';
import { stateAfter, type Answer, type DismissalCause, type Side, type SideState } from './answer.js';

type Case = [now: SideState, retired: boolean, answer: Answer['answer'], reason: string | null, after: string];
it.each<Case>([
  ['NEW', false, 'SEEN', null, 'SEEN'],
  ['SEEN', false, 'SEEN', null, 'SEEN'],
  ['INTERESTED', false, 'SEEN', null, 'INTERESTED'],
  ['DISMISSED', false, 'SEEN', null, 'DISMISSED'],
  ['NEW', true, 'SEEN', null, 'SEEN'],
  ['NEW', false, 'INTERESTED', null, 'INTERESTED'],
  ['SEEN', false, 'INTERESTED', null, 'INTERESTED'],
  ['INTERESTED', false, 'INTERESTED', null, 'INTERESTED'],
  ['DISMISSED', false, 'INTERESTED', null, 'INTERESTED'],
  ['NEW', true, 'INTERESTED', null, 'RECOMMENDATION_RETIRED'],
  ['NEW', false, 'DISMISSED', '型号不合适', 'DISMISSED'],
  ['INTERESTED', false, 'DISMISSED', '已另行采购', 'DISMISSED'],
  ['NEW', false, 'DISMISSED', null, 'DISMISSAL_REASON_MISSING'],
  ['NEW', false, 'DISMISSED', ' ', 'DISMISSAL_REASON_MISSING'],
  ['NEW', false, 'DISMISSED', '长'.repeat(501), 'DISMISSAL_REASON_TOO_LONG'],
  ['NEW', true, 'DISMISSED', '型号不合适', 'RECOMMENDATION_RETIRED'],
  ['INTERESTED', false, 'WITHDRAWN', null, 'SEEN'],
  ['DISMISSED', true, 'WITHDRAWN', null, 'SEEN'],
  ['SEEN', false, 'WITHDRAWN', null, 'SEEN'],
  ['NEW', false, 'WITHDRAWN', null, 'NEW'],
])('%s (retired: %s), answered %s because %p: %s', (now, retired, answer, reason, after) => {
  const outcome = stateAfter(now, retired, { answer, reason });
  expect(outcome.ok ? outcome.value : outcome.refusal.code).toBe(after);
});

it.each<[Side, Answer['answer'], DismissalCause, string | null, string]>([
  ['BUYER', 'DISMISSED', 'TOO_DEAR', null, 'DISMISSED'],
  ['BUYER', 'DISMISSED', 'TOO_DEAR', '超出预算', 'DISMISSED'],
  ['BUYER', 'DISMISSED', 'OTHER', '已另行采购', 'DISMISSED'],
  ['BUYER', 'DISMISSED', 'OTHER', null, 'DISMISSAL_REASON_MISSING'],
  ['BUYER', 'DISMISSED', 'TOO_FAR', '长'.repeat(501), 'DISMISSAL_REASON_TOO_LONG'],
  ['BUYER', 'INTERESTED', 'TOO_DEAR', null, 'DISMISSAL_CAUSE_OF_BUYERS'],
  ['SUPPLIER', 'DISMISSED', 'TOO_FAR', '产能不足', 'DISMISSAL_CAUSE_OF_BUYERS'],
])('a %s answers %s for the cause %s and because %p: %s', (side, answer, cause, reason, after) => {
  const outcome = stateAfter('SEEN', false, { answer, reason, cause }, side);
  expect(outcome.ok ? outcome.value : outcome.refusal.code).toBe(after);
});
