import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { CHANGE_KINDS, CHANGE_TYPES } from '../core/events/changes.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { atShanghai, count, countOf, moment, object, RestRoute, text, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { CHANGES_MAX, ReadChanges } from './read-changes.js';

const USUAL = 100;

/** `GET /api/v1/changes`: what changed since a cursor. */
@Injectable()
export class ChangesRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'getChanges', method: 'GET', path: '/api/v1/changes', access: enterprise(), scope: null, writes: false,
    summary: '自上次以来的变化 What changed since a cursor',
    description: '从旧到新，每项至少出现一次；请保存 cursor，下次从此继续。Oldest first, each at least once; keep the cursor and go on there next time.',
    query: object({ cursor: text(300), first: count(CHANGES_MAX, USUAL) }),
    answer: {
      type: 'object',
      properties: {
        changes: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              type: { type: 'string', enum: [...CHANGE_TYPES] }, id: { type: 'string' }, externalRef: { type: ['string', 'null'] }, kind: { type: 'string', enum: [...CHANGE_KINDS] },
              deleted: { type: 'boolean' }, at: moment,
            },
          },
        },
        cursor: { type: 'string' }, more: { type: 'boolean', description: '还有更多，可立即再取。Ask again at once.' },
      },
    },
  };

  constructor(private readonly reading: ReadChanges) {
    super();
  }

  async answer({ viewer, query: { cursor, first } }: RestRequest): Promise<Outcome<object>> {
    const wanted = countOf(first, CHANGES_MAX, USUAL);
    if (wanted === null) return refused('INPUT', 'REST_COUNT_WRONG', 'first', { max: CHANGES_MAX });
    const page = await this.reading.run(viewer, cursor ?? null, wanted);
    return page.ok ? done({ ...page.value, changes: page.value.changes.map((one) => ({ ...one, at: atShanghai(one.at) })) }) : page;
  }
}
