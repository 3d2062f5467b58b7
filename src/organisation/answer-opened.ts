import { refused, type Outcome } from '../core/outcome/outcome.js';
import type { Answers } from '../platform/graphql/answers.js';
import type { RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import type { OpenedSession } from './open-session.js';
import type { OpenedCard, Viewers } from './viewers.js';

/** What the API answers of a session that was opened, in whatever way; a browser gets its cookie. */
export async function answerOpened(context: RequestContext, outcome: Outcome<OpenedSession> | undefined, viewers: Viewers, answers: Answers): Promise<OpenedCard | Refusal> {
  const session = answers.one(context, outcome);
  if ('code' in session) return session;
  const card = await viewers.opened(session, context.receivedAt);
  if (card === null) return answers.refusal(context, refused('NOT_ALLOWED', 'SESSION_REVOKED').refusal);
  context.setSessionCookie(session.token);
  return card;
}
