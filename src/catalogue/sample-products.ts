import { Injectable } from '@nestjs/common';
import type { SampleId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DateText } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, type ClassRow } from '../policy/index.js';
import { drawProducts, insertSample, type SampleFilter } from './sample.store.js';

export interface SampleToDraw {
  /** Products wanted, 1 to 200; fewer are drawn where fewer pass the filter. */
  readonly count: number;
  /** Null: chance decides; the seed used is recorded. */
  readonly seed: string | null;
  readonly filter: SampleFilter;
}

/**
 * Draws random samples of published products for inspection: recorded with seed, filter, population, who drew and when, so that
 * anybody can draw the same again. Refuses an unknown class, a filter that no published product passes, and whoever is no department.
 */
@Injectable()
export class SampleProducts {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly SampleToDraw[]): Promise<Outcome<{ readonly id: SampleId }>[]> {
    return this.deeds.perform(request, 'sampleProducts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('count'));
      const classes = await this.classes.all(tx);
      const outcomes: Outcome<{ readonly id: SampleId }>[] = [];
      for (const { count, seed: asked, filter } of wanted) {
        const unknown = filter.classIds?.findIndex((id) => leavesOf(classes, id).length === 0) ?? -1;
        if (unknown >= 0) {
          outcomes.push(refused('INPUT', 'UNKNOWN_CLASS', `classIds.${unknown}`, { classId: filter.classIds?.[unknown] ?? '' }));
          continue;
        }
        const id = this.ids.next('sample');
        const seed = asked ?? id;
        const classIds = filter.classIds === null ? null : [...new Set(filter.classIds.flatMap((one) => leavesOf(classes, one)))];
        const { population, drawn } = await drawProducts(tx, seed, count, { classIds, ownerId: filter.ownerId, publishedFrom: startOf(filter.publishedSince) });
        if (population === 0) {
          outcomes.push(refused('STATE', 'SAMPLE_EMPTY', null));
          continue;
        }
        await insertSample(tx, { id, seed, filter, wanted: count, population, drawnAt: request.receivedAt, drawnBy: viewer.organisationId, memberId: viewer.memberId }, drawn);
        outcomes.push(done({ id }));
      }
      return outcomes;
    });
  }
}

/** The class of this id, or the classes below the group of this id. */
function leavesOf(classes: ReadonlyMap<string, ClassRow>, id: string): string[] {
  if (classes.has(id)) return [id];
  return [...classes.values()].filter(({ ancestors }) => ancestors.includes(id)).map(({ definition }) => definition.id);
}

const startOf = (date: DateText | null): Date | null => (date === null ? null : new Date(`${date}T00:00:00+08:00`));
