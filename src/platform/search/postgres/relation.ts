import type { PartialMatch } from '../../../core/search/query-plan.js';
import type { QueryTerm, SearchQuery } from '../../../core/search/query-terms.js';
import type { SearchFilter, SearchSort } from '../search-index.port.js';
import { allTerms, anyWord, filterConditions, LIVE, operand, type Parameters } from './conditions.js';

/** How the words of a request are to be taken, after looking what the index holds. */
export type Taken =
  | { readonly how: 'EVERYTHING' }
  | { readonly how: 'NOTHING' }
  | { readonly how: 'ALL'; readonly query: SearchQuery }
  | { readonly how: 'PARTLY'; readonly query: SearchQuery; readonly match: PartialMatch };

/** Rows that hold one of a partial match's units, looked at for each: the rarest units come first and say most. */
const UNIT_ROWS = 5_000;
const COLUMNS = 's.product_id, s.class_ids, s.price_cny, s.energy_grade, s.regions, s.certificates, s.supplier_id, s.published_ms';

/** A select of the rows that match, with the columns that order and count; `scored` adds how well each does. */
export function matching(taken: Taken, filter: SearchFilter, scored: boolean, parameters: Parameters): string {
  // A parameter that no statement names has no type: without rows there are no conditions.
  const conditions = taken.how === 'NOTHING' ? ['false'] : [LIVE, ...filterConditions(filter, parameters)];
  const score = (query: SearchQuery): string => (scored ? scoreOf(query, parameters) : '0');
  switch (taken.how) {
    case 'EVERYTHING':
    case 'NOTHING':
      return `select ${COLUMNS}, 0 as score from platform_search_product s where ${conditions.join(' and ')}`;
    case 'ALL':
      return `select ${COLUMNS}, ${score(taken.query)} as score from platform_search_product s
        where ${[...conditions, `s.words @@ ${parameters.add(allTerms(taken.query.terms.filter((term) => term.required)), 'tsquery')}`].join(' and ')}`;
    case 'PARTLY':
      return `select ${COLUMNS}, (m.weight * 100)::integer + ${score(taken.query)} as score
        from (${covering(taken.match, parameters)}) m join platform_search_product s on s.product_id = m.product_id where ${conditions.join(' and ')}`;
  }
}

/** Products that hold an anchor and enough of the units, and not much less than the best of them, with the weight of what they hold. */
function covering(match: PartialMatch, parameters: Parameters): string {
  const anchors = anyWord(match.anchors);
  const arms = match.units.map(({ unit, prefix, share, weight }) =>
    `(select s.product_id, ${parameters.add(share, 'numeric')} as share, ${parameters.add(weight, 'numeric')} as weight from platform_search_product s
      where ${LIVE} and s.words @@ ${parameters.add(`${operand(unit, prefix)} & ${anchors}`, 'tsquery')} limit ${UNIT_ROWS})`);
  return `select product_id, weight from (
      select product_id, sum(weight) as weight, max(sum(weight)) over () as best from (${arms.join(' union all ')}) held
      group by product_id having sum(share) >= ${parameters.add(match.leastShare, 'numeric')}) weighed where weight >= best / 2`;
}

/**
 * How well a row answers, as SQL: words in the name count more than words it is also called by, at its end most, since a
 * Chinese name closes with what the thing is (a 锅炉引风机 is a fan). Read from short columns only: unpacking the
 * tsvectors of ten thousand rows takes longer than everything else.
 */
function scoreOf({ text, terms }: SearchQuery, parameters: Parameters): string {
  const whole = parameters.add(text.replace(/\s+/gu, ''), 'text');
  return [`case when s.name = ${whole} then 400 when strpos(s.called, ' ' || ${whole} || ' ') > 0 then 60 else 0 end`, ...terms.map((term) => termScore(term, parameters)), '- least(char_length(s.name), 60)'].join(' + ').replaceAll('+ -', '-');
}

function termScore(term: QueryTerm, parameters: Parameters): string {
  const text = parameters.add(term.text, 'text');
  if (term.kind === 'MODEL' || term.kind === 'FIGURE') {
    const [whole, tail, part] = term.kind === 'MODEL' ? [300, 200, 150] : [30, 30, 30];
    return `case when s.models like ${text} || ' %' then ${whole} when strpos(s.models, ' ' || ${text} || ' ') > 0 then ${tail}
      when strpos(s.models, ' ' || ${text}) > 0 then ${part} when strpos(s.name, ${text}) > 0 then ${part} else 0 end`;
  }
  const inName = `strpos(s.name, ${text}) > 0`;
  if (!term.required) return `case when ${inName} then 25 else 0 end`;
  const characters = [...new Set(term.text)].slice(0, 6);
  const shared = characters.map((character) => `(strpos(s.name, ${parameters.add(character, 'text')}) > 0)::integer`).join(' + ');
  return `case when strpos(s.called, ' ' || ${text} || ' ') > 0 then 15 else 0 end + case when right(s.name, ${[...term.text].length}) = ${text} then 130 when ${inName} then 100
    when strpos(s.called, ' ' || ${text} || ' ') > 0 then 45 else 10 + (${shared}) * 30 / ${characters.length} end`;
}

interface Order {
  /** Key of a row. */
  readonly key: string;
  readonly descending: boolean;
  /** Type of the key as a parameter. */
  readonly type: string;
}

/** What rows are ordered by; ids break ties in the same direction. A product without price comes last either way. */
export function orderOf(sort: SearchSort, taken: Taken): Order {
  if (sort === 'PRICE_ASC') return { key: 'coalesce(r.price_cny, 1e16)', descending: false, type: 'numeric' };
  if (sort === 'PRICE_DESC') return { key: 'coalesce(r.price_cny, -1)', descending: true, type: 'numeric' };
  const newest = sort === 'NEWEST' || taken.how === 'EVERYTHING' || taken.how === 'NOTHING';
  return newest ? { key: 'r.published_ms', descending: true, type: 'bigint' } : { key: 'r.score', descending: true, type: 'bigint' };
}
