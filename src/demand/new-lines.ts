import { lineContent, within, type LineContent, type LineDraft } from '../core/demand/line-content.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { Ids } from '../platform/clock/ids.js';
import type { DemandEntity, DemandLineEntity } from './demand.entity.js';
import type { LineRevisionRow } from './demand-writes.store.js';
import type { Ground } from './line-ground.js';

/** All lines decided, or the first refusal with its field below `lines.<index>`. */
export function lineContents(drafts: readonly LineDraft[], ground: Ground): Outcome<LineContent[]> {
  const contents: LineContent[] = [];
  for (const [index, draft] of drafts.entries()) {
    const outcome = lineContent(draft, ground);
    if (!outcome.ok) return within(`lines.${index}`, outcome);
    contents.push(outcome.value);
  }
  return done(contents);
}

type Head = Pick<DemandEntity, 'id' | 'ownerId' | 'ownerBranch' | 'visibility'>;

/** Draft lines of a demand with these contents, numbered from `first`. */
export function newLines(ids: Ids, demand: Head, contents: readonly LineContent[], first: number): DemandLineEntity[] {
  return contents.map((content, index) => ({
    ...content, id: ids.next('demandLine'), demandId: demand.id, ownerId: demand.ownerId, ownerBranch: demand.ownerBranch, visibility: demand.visibility,
    number: first + index, state: 'DRAFT', stateReason: null, revision: 1, publishedAt: null,
  } as DemandLineEntity));
}

/** What a line's revision keeps: all that it asks for. */
export function revisionOf(ids: Ids, line: DemandLineEntity, at: Date): LineRevisionRow {
  return { id: ids.next('demandLineRevision'), lineId: line.id, ownerId: line.ownerId, revision: line.revision, content: contentOf(line), at };
}

export function contentOf(line: DemandLineEntity): LineContent {
  const { wants, classIds, itemId, words, quantity, unit, requirements, energyGradeAtMost, budgetCny, retires, equipmentIds, renewalReason, softwareClassIds, softwareWaiver } = line;
  return { wants, classIds, itemId, words, quantity, unit, requirements, energyGradeAtMost, budgetCny, retires, equipmentIds, renewalReason, softwareClassIds, softwareWaiver };
}

/** Equal as JSON whatever the order of keys: jsonb keeps its own. A numeric column answers 2 as 2.000. */
export function sameContent(a: unknown, b: unknown, key = ''): boolean {
  if (a === b) return true;
  if (key === 'quantity') return Number(a) === Number(b);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length
    && keys.every((one) => sameContent((a as Record<string, unknown>)[one], (b as Record<string, unknown>)[one], one));
}
