import { isDeepStrictEqual } from 'node:util';
import { matchesForLine, withoutBudget, type Match } from '../../src/core/matching/judge-pair.js';
import { BEST_PER_LINE } from '../../src/core/matching/line-changes.js';
import { DEFAULT_RULES } from '../../src/core/matching/rules.js';
import { shanghaiDate } from '../../src/core/time/dates.js';
import { noRow, type Invariant, type Remains } from './invariant.js';
import { offeredNow, wantedNow } from './truth.js';

type Kept = Match & { readonly supplierScore: number };

const key = ({ lineId, productId }: { readonly lineId: string; readonly productId: string }): string => `${lineId} ${productId}`;

/** What stands recommended and should not, what should and does not, and what stands with another score or other reasons. */
async function otherRecommendations({ house }: Remains): Promise<string[]> {
  const asOf = shanghaiDate(new Date());
  const offered = await offeredNow(house, asOf);
  const expected = new Map((await wantedNow(house)).flatMap((line) => matchesForLine(line, offered, DEFAULT_RULES, asOf, BEST_PER_LINE))
    .map((match): [string, Kept] => [key(match), asKept({ ...match, supplierScore: withoutBudget(match).score })]));
  const standing = new Map((await house.sql<Kept>(
    `select line_id as "lineId", demand_id as "demandId", product_id as "productId", buyer_id as "buyerId", supplier_id as "supplierId", class_id as "classId",
            clause, score, factors, supplier_score as "supplierScore" from matching_recommendation where retired_at is null`)).map((row) => [key(row), row]));
  return [...new Set([...expected.keys(), ...standing.keys()])].flatMap((pair) => {
    const [should, does] = [expected.get(pair), standing.get(pair)];
    if (isDeepStrictEqual(should, does)) return [];
    return [`${pair} should be ${should?.score ?? 'absent'} and is ${does?.score ?? 'absent'}`];
  });
}

/** As it comes back from the database. */
function asKept(kept: Kept): Kept {
  return JSON.parse(JSON.stringify(kept)) as Kept;
}

/** What is recommended is what the rule says of the listings and demands as they are now; each pair was told to each side once. */
export const MATCHING: readonly Invariant[] = [
  { holds: 'the best 50 of each open line are recommended as the rule judges them', broken: otherRecommendations },
  noRow('a pair is recommended once', 'select line_id, product_id, count(*) from matching_recommendation group by line_id, product_id having count(*) > 1'),
  noRow('a recommendation was made once to each side', `
    select r.id, o.* from matching_recommendation r
    full join (select subject_id, count(*) filter (where refs ? 'buyerId') as buyers, count(*) filter (where refs ? 'supplierId') as suppliers
               from platform_outbox where type = 'RecommendationMade' group by subject_id) o on o.subject_id = r.id
    where r.id is null or (o.buyers, o.suppliers) is distinct from (1::bigint, 1::bigint)`),
  noRow('nothing waits to be judged', `
    select product_id as id from matching_product where pending_classes is not null union all select line_id from matching_line where pending`),
  noRow('every recommendation is of a run that is kept', 'select r.id from matching_recommendation r left join matching_run m on m.id = r.run_id where m.id is null'),
];
