import { setTimeout as pause } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError, type EnqueuedTaskPromise, type Task } from 'meilisearch';
import type { EngineDocument } from './engine-document.js';
import { FACET_FIELDS, type Spread } from './engine-facets.js';
import type { EngineQuestion } from './engine-question.js';
import { ENGINE_SETTINGS } from './engine-settings.js';

export interface EngineAddress {
  readonly url: string;
  readonly masterKey: string;
}

export interface EngineTimes {
  /** A question is given up after this; shorter than the engine's own cut-off, which answers in part without saying so. */
  readonly questionMs: number;
  /** Any other request. */
  readonly requestMs: number;
  /** A task, however long the queue before it. */
  readonly taskMs: number;
}

export const ENGINE_TIMES: EngineTimes = { questionMs: 600, requestMs: 30_000, taskMs: 300_000 };
const TASK_LOOK_MS = 20;
const TASK_LOOK_MAX_MS = 250;
const PAGE = 1_000;
const INDEXES = 1_000;

/** A task that the engine took and then failed at. `inDocuments`: for what was in it, so that a part of it may succeed. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed';

  constructor(readonly code: string, readonly inDocuments: boolean, text: string) {
    super(`A task of the search engine failed (${code}): ${text}`);
  }
}

/** The few requests to a Meilisearch that we use. Each write waits for its task: one that was only taken may still fail. */
export class Engine {
  private readonly asking: Meilisearch;
  private readonly writing: Meilisearch;

  constructor({ url, masterKey }: EngineAddress, private readonly times: EngineTimes = ENGINE_TIMES) {
    this.asking = new Meilisearch({ host: url, apiKey: masterKey, timeout: times.questionMs });
    this.writing = new Meilisearch({ host: url, apiKey: masterKey, timeout: times.requestMs });
  }

  /** Its version, from one request that needs the key. */
  async version(): Promise<string> {
    return (await this.writing.getVersion()).pkgVersion;
  }

  /** Ids in order, from `offset`. */
  async ids(name: string, { words, filter, sort }: EngineQuestion, page: { readonly offset: number; readonly limit: number }): Promise<string[]> {
    const { hits } = await this.asking.index<{ id: string }>(name)
      .search(words, { filter: [...filter], sort: [...sort], ...page, attributesToRetrieve: ['id'], matchingStrategy: 'last' });
    return hits.map(({ id }) => id);
  }

  /** How many documents pass, exactly, up to `maxTotalHits`; with how they are spread where that is asked for. */
  async count(name: string, { filter }: Pick<EngineQuestion, 'filter'>, withSpread: boolean): Promise<{ readonly count: number; readonly spread: Spread }> {
    const { totalHits, facetDistribution, facetStats } = await this.asking.index(name)
      .search('', { filter: [...filter], page: 1, hitsPerPage: 0, attributesToRetrieve: ['id'], ...(withSpread ? { facets: [...FACET_FIELDS] } : {}) });
    return { count: totalHits, spread: { facetDistribution, facetStats } };
  }

  async create(name: string): Promise<void> {
    await this.done(this.writing.createIndex(name, { primaryKey: 'id' }));
    await this.done(this.writing.index(name).updateSettings(ENGINE_SETTINGS));
  }

  /** Writes documents; answers the number of the task. @throws TaskFailed */
  write(name: string, documents: readonly EngineDocument[]): Promise<number> {
    return this.done(this.writing.index<EngineDocument>(name).addDocuments([...documents], { primaryKey: 'id' }));
  }

  /** Forgets documents; answers the number of the task. @throws TaskFailed */
  forget(name: string, ids: readonly string[]): Promise<number> {
    return this.done(this.writing.index(name).deleteDocuments([...ids]));
  }

  /** Removes an index; none of that name is as good. */
  async drop(name: string): Promise<void> {
    await this.done(this.writing.deleteIndex(name)).catch((error: unknown) => {
      if (!(error instanceof TaskFailed && error.code === 'index_not_found')) throw error;
    });
  }

  /** Names of the indexes that begin so. */
  async names(start: string): Promise<string[]> {
    const { results } = await this.writing.getIndexes({ limit: INDEXES });
    return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(start));
  }

  /** True when the index is there and the engine remembers this task of it: a data folder that was erased or put back does not. */
  async remembers(name: string, task: number): Promise<boolean> {
    try {
      const [known] = await Promise.all([this.writing.tasks.getTask(task), this.writing.index(name).getRawInfo()]);
      return known.indexUid === name && known.status === 'succeeded';
    } catch (error) {
      if (error instanceof MeilisearchApiError && ['index_not_found', 'task_not_found'].includes(error.cause?.code ?? '')) return false;
      throw error;
    }
  }

  async size(name: string): Promise<number> {
    return (await this.writing.index(name).getStats()).numberOfDocuments;
  }

  /** Version of every document, by id. */
  async versions(name: string): Promise<Map<string, string>> {
    const versions = new Map<string, string>();
    for (let offset = 0; ; offset += PAGE) {
      const { results } = await this.writing.index<{ id: string; version: string }>(name).getDocuments({ fields: ['id', 'version'], limit: PAGE, offset });
      for (const { id, version } of results) versions.set(id, version);
      if (results.length < PAGE) return versions;
    }
  }

  /** Asks after the task by itself: the client's own wait leaves its timer behind when a request fails, and a process with it cannot end. */
  private async done(enqueued: EnqueuedTaskPromise): Promise<number> {
    const { taskUid } = await enqueued;
    let rest = TASK_LOOK_MS;
    for (const end = performance.now() + this.times.taskMs; ; rest = Math.min(rest * 1.5, TASK_LOOK_MAX_MS)) {
      const task = await this.writing.tasks.getTask(taskUid);
      if (task.status === 'succeeded') return taskUid;
      if (task.status !== 'enqueued' && task.status !== 'processing') throw failureOf(task);
      if (performance.now() > end) throw new Error(`The search engine has not done task ${taskUid} within ${this.times.taskMs / 1_000} s.`);
      await pause(rest);
    }
  }
}

function failureOf({ status, error }: Task): TaskFailed {
  const code = error?.code ?? status;
  return new TaskFailed(code, error?.type === 'invalid_request' && !code.startsWith('index_'), error?.message ?? '');
}

/** What an engine's refusal means to who looks after it: a key that it does not take, an index that it has not; null for all else. */
export function refusalMeans(error: unknown): 'KEY' | 'NO_INDEX' | null {
  const code = error instanceof MeilisearchApiError ? error.cause?.code : undefined;
  if (code === 'index_not_found') return 'NO_INDEX';
  return code === 'invalid_api_key' || code === 'missing_authorization_header' ? 'KEY' : null;
}
