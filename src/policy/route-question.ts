import type { Route, RouteQuestion } from '../core/policy/routing/route-demand.js';
import type { Locale } from '../platform/deed/deed-request.js';
import type { Messages } from '../platform/messages/messages.js';

/** What to ask the buyer of a route, in words; null when nothing need be asked. `zhOf`: Chinese name of a class. */
export function routeQuestion({ question, outOfScope }: Route, zhOf: (classId: string) => string, messages: Messages, locale: Locale): string | null {
  if (outOfScope) return messages.render('ROUTE_NOT_A_DEMAND', {}, locale);
  if (question === null) return null;
  return messages.render(messageOf(question), { words: question.words.join('、'), names: question.classIds.map(zhOf).join('、') }, locale);
}

/** Without classes to choose from there is only one thing to ask. */
function messageOf({ code, classIds, words }: RouteQuestion): string {
  if (code === 'WHAT' || classIds.length === 0 || words.length === 0) return 'ROUTE_ASK_WHAT';
  return code === 'WHICH' ? 'ROUTE_ASK_WHICH' : 'ROUTE_ASK_NO_CLASS';
}
