import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { loadSynonyms } from '../../../src/platform/search/load-synonyms.js';
import { Normaliser } from '../../../src/platform/search/normaliser.js';
import { openEngineHarness, realServer, WITHOUT_SERVER, type EngineHarness } from './engine-harness.js';
import { searchContract } from './search.contract.js';

/** Each write waits for its task, which takes a second of an idle machine. */
jest.setTimeout(60_000);

const address = realServer();
const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', '..', '..', 'seeds', 'reference')));

if (address === null) {
  console.warn(WITHOUT_SERVER);
  describe('search over Meilisearch', () => { it.skip(WITHOUT_SERVER, () => undefined); });
} else {
  let harness: EngineHarness;
  searchContract('Meilisearch', async () => {
    harness = await openEngineHarness(address, normaliser);
    return {
      index: harness.search, read: (work) => harness.database.read(work), close: () => Promise.resolve(),
      write: async (work) => {
        const value = await harness.database.write(work);
        await harness.writer.once();
        return value;
      },
    };
  });
  describe('the answers above', () => {
    afterAll(() => harness.close());
    it('came from the engine, but for words that are misspelt or found in part, and none in its place', () => {
      console.log(`Answered by Meilisearch ${harness.answered.meilisearch}, by PostgreSQL ${harness.answered.postgresql}, degraded ${harness.answered.degraded}.`);
      expect(harness.faults).toEqual([]);
      expect(harness.answered.degraded).toBe(0);
      expect(harness.answered.meilisearch).toBeGreaterThan(harness.answered.postgresql);
    });
  });
}
