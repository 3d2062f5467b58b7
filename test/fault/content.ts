import type { RunningHouse } from '../api/harness.js';

/** Says how far the search engine has followed, and moves while nothing else does. */
const ALWAYS_MOVING = 'platform_search_engine';

/** A digest of the content of every table, by name; what keeps account of deliveries themselves is left out. */
export async function contentOf(house: RunningHouse): Promise<ReadonlyMap<string, string>> {
  const names = Object.keys(await house.counts()).filter((name) => name !== ALWAYS_MOVING);
  const digests = await house.sql<{ name: string; digest: string }>(
    names.map((name) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${name} t`).join(' union all '));
  return new Map(digests.map(({ name, digest }) => [name, digest]));
}

/** Tables whose content is not the same. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].flatMap(([name, digest]) => (before.get(name) === digest ? [] : [`${name} (rows and digest ${before.get(name) ?? 'none'}, then ${digest})`]));
}
