import { marketOf } from '../../access/sandbox.js';

/** No organisation's code: a sandbox plays both sides, so that nobody is left out of its own places. */
export const NOBODY = -1;

/** Where rows of a class stand: those of the market together, those of each sandbox by themselves. A question looks in one place and meets nobody from another. */
export function placeOf(organisationId: string, classId: string): string {
  const market = marketOf(organisationId);
  return market === '' ? classId : `${market} ${classId}`;
}
