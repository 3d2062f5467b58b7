import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId, SubstituteId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { daysBetween, shanghaiDate } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { organisationsByIds } from './organisation.store.js';
import type { SubstituteEntity } from './substitute.entity.js';
import { endSubstitute, insertSubstitutes, substitutesForChange } from './substitute.store.js';

export interface SubstituteToName {
  readonly substituteId: OrganisationId;
  readonly fromDay: string;
  readonly toDay: string;
}

/** A handing over of a department's cases for good is a change of the tree, no substitution. */
const DAYS_MAX = 90;

/** A department names another that stands in for it (委托). Refuses who is no department, and days that have passed or are too many. */
@Injectable()
export class NameSubstitutes {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly SubstituteToName[]): Promise<Outcome<SubstituteEntity>[]> {
    return this.deeds.perform(request, 'nameSubstitutes', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer) || viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('substituteId'));
      const departments = new Map((await organisationsByIds(tx, wanted.map((one) => one.substituteId))).map((one) => [one.id, one]));
      const outcomes = wanted.map(({ substituteId, fromDay, toDay }): Outcome<SubstituteEntity> => {
        if (departments.get(substituteId)?.kind !== 'DEPARTMENT') return notFound('substituteId');
        if (substituteId === viewer.organisationId) return refused('INPUT', 'SUBSTITUTE_IS_ONESELF', 'substituteId');
        if (toDay < fromDay || toDay < shanghaiDate(request.receivedAt) || daysBetween(fromDay, toDay) >= DAYS_MAX) return refused('INPUT', 'SUBSTITUTE_DAYS_WRONG', 'toDay', { max: DAYS_MAX });
        return done({ id: this.ids.next('substitute'), departmentId: viewer.organisationId, substituteId, fromDay, toDay, namedAt: request.receivedAt, endedAt: null });
      });
      const named = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await insertSubstitutes(tx, named);
      return outcomes;
    });
  }
}

/** A department ends a substitution that it named. */
@Injectable()
export class EndSubstitutes {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly SubstituteId[]): Promise<Outcome<SubstituteEntity>[]> {
    return this.deeds.perform(request, 'endSubstitutes', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      const own = isMember(viewer) ? await substitutesForChange(tx, viewer.organisationId, wanted) : new Map<string, SubstituteEntity>();
      const outcomes: Outcome<SubstituteEntity>[] = [];
      for (const id of wanted) {
        const found = own.get(id);
        own.delete(id);
        if (found !== undefined) await endSubstitute(tx, id, request.receivedAt);
        outcomes.push(found === undefined ? notFound('substituteId') : done({ ...found, endedAt: request.receivedAt }));
      }
      return outcomes;
    });
  }
}
