import { setTimeout as pause } from 'node:timers/promises';
import { Engine } from '../../src/platform/search/meilisearch/engine.js';
import type { RunningHouse } from '../api/harness.js';
import type { MeilisearchServer } from '../setup/meilisearch-server.js';

const LOOK_EVERY_MS = 200;

/** What the search engine of a house holds, as its server tells. */
export class EngineView {
  private readonly asked: Engine | null;

  constructor(server: MeilisearchServer | null, private readonly sql: RunningHouse['sql']) {
    this.asked = server === null ? null : new Engine(server);
  }

  /** Entries that the copy in use holds in another version than the database, and those that one of both has alone; none where there is no engine. */
  async different(): Promise<object[]> {
    if (this.asked === null) return [];
    const [row] = await this.sql<{ copy: string | null }>('select copy from platform_search_engine');
    const copy = row?.copy ?? null;
    if (copy === null) return [{ copy }];
    const there = await this.asked.versions(copy);
    const wanted = new Map((await this.sql<{ id: string; state: string }>(
      `select product_id as id, version || ' ' || edition as state from platform_search_product where generation = (select live from platform_search_generation) and not deleted`))
      .map(({ id, state }) => [id, state]));
    return [...new Set([...there.keys(), ...wanted.keys()])].filter((id) => there.get(id) !== wanted.get(id)).map((id) => ({ id, engine: there.get(id) ?? null, database: wanted.get(id) ?? null }));
  }

  /** Resolves when nothing differs any more, or when that has not come; in seconds. */
  async isSame(withinMs: number): Promise<number> {
    const from = performance.now();
    while (performance.now() - from < withinMs && (await this.different().catch((error: unknown) => [error])).length > 0) await pause(LOOK_EVERY_MS);
    return (performance.now() - from) / 1_000;
  }
}
