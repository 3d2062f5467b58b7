import { setTimeout as pause } from 'node:timers/promises';
import type { RunningHouse } from '../api/harness.js';
import { isRefusal, mutationText, type Answer, type Asking, type RefusalAnswer, type Variables } from '../api/endpoint.js';
import type { Chance } from './chance.js';

export type Door = 'market' | 'admin';

/** A mutation that was acknowledged: asked again with the same key it must answer the same. */
export interface Acknowledgement {
  readonly door: Door;
  readonly mutation: string;
  /** With its idempotency key. */
  readonly input: Variables & { readonly idempotencyKey: string };
  readonly success: string;
  readonly asking: Asking;
  readonly answer: object;
}

export interface CallerFigures {
  mutations: number;
  /** Requests that were sent again because no answer came. */
  repeats: number;
  /** Milliseconds of the longest wait for an answer, over all its repeats. */
  longestMs: number;
  searches: number;
  /** Of those, the ones that PostgreSQL answered in the place of the search engine. */
  degraded: number;
}

/** How long somebody insists: longer than any fault of a run lasts. */
const INSISTS_MS = 240_000;
/** Each silence makes it wait longer for the next answer: a machine that is only slow answers in the end. */
const LONGEST_PATIENCE_MS = 30_000;

/** Somebody who uses the API as a careful client does: without an answer the same request goes out again, under the same key. */
export class Caller {
  readonly figures: CallerFigures = { mutations: 0, repeats: 0, longestMs: 0, searches: 0, degraded: 0 };
  readonly acknowledged: Acknowledgement[] = [];
  private readonly patienceMs: number;
  private keys = 0;

  /** `name`: begins its keys. */
  constructor(private readonly house: RunningHouse, private readonly chance: Chance, private readonly name: string) {
    // Some give up before a slow answer comes: then the request runs twice at the same time.
    this.patienceMs = chance.one([2_000, 5_000, 15_000]);
  }

  /** Until it is acknowledged; rejects when it is refused. */
  async done<T extends object>(door: Door, mutation: string, input: Variables, success: string, asking: Asking): Promise<T> {
    const keyed = { ...input, idempotencyKey: `${this.name}-${mutation}-${++this.keys}` };
    const answer = await this.answerTo<T>({ door, mutation, input: keyed, success, asking });
    if (isRefusal(answer)) throw new Error(`${mutation} was refused: ${answer.code} ${answer.message} (${answer.field ?? 'the whole'})`);
    this.figures.mutations += 1;
    this.acknowledged.push({ door, mutation, input: keyed, success, asking, answer });
    return answer;
  }

  /** What is answered to this mutation in the end. */
  async answerTo<T extends object>({ door, mutation, input, success, asking }: Omit<Acknowledgement, 'answer'>): Promise<T | RefusalAnswer> {
    const data = await this.ask<Record<string, T | RefusalAnswer>>(door, mutationText(mutation, success), { input }, asking);
    const answer = data[mutation];
    if (answer === undefined) throw new Error(`${mutation} answered nothing`);
    return answer;
  }

  ask<D extends object>(door: Door, query: string, variables: Variables, asking: Asking): Promise<D> {
    return this.insisting(async (signal) => {
      const answer = await this.house[door].graphql<D>(query, variables, { ...asking, signal });
      if (isNoAnswer(answer)) return null;
      if (answer.errors.length > 0 || answer.data === null) throw new Error(`The API answered HTTP ${answer.status} ${JSON.stringify(answer.errors)} to ${query}`);
      return answer.data;
    });
  }

  /** The id of the file. */
  upload(name: string, content: string, asking: Asking): Promise<string> {
    return this.insisting(async (signal) => {
      const { status, body } = await this.house.market.upload(name, content, { ...asking, signal });
      if (status >= 500) return null;
      if (typeof body['fileId'] !== 'string') throw new Error(`The upload was answered by HTTP ${status} ${JSON.stringify(body)}`);
      return body['fileId'];
    });
  }

  /** Null, a connection that broke and a silence are no answers. */
  private async insisting<T>(attempt: (signal: AbortSignal) => Promise<T | null>): Promise<T> {
    const from = performance.now();
    let patienceMs = this.patienceMs;
    for (const end = Date.now() + INSISTS_MS; ; patienceMs = Math.min(2 * patienceMs, LONGEST_PATIENCE_MS)) {
      const answer = await attempt(AbortSignal.timeout(patienceMs)).catch((error: unknown) => {
        if (!isBroken(error)) throw error;
        if (Date.now() > end) throw new Error(`No answer within ${INSISTS_MS} ms`, { cause: error });
        return null;
      });
      if (answer !== null) {
        this.figures.longestMs = Math.max(this.figures.longestMs, performance.now() - from);
        return answer;
      }
      if (Date.now() > end) throw new Error(`No answer within ${INSISTS_MS} ms`);
      this.figures.repeats += 1;
      await pause(this.chance.whole(20, 300));
    }
  }
}

/** The server says that it could not, and not that it would not. */
function isNoAnswer({ status, codes }: Answer<object>): boolean {
  return status >= 500 || codes.includes('INTERNAL');
}

/** What `fetch` throws of a connection that broke, a body that broke off, and a time that is over; by name, since Jest has classes of its own. */
const BROKEN = new Set(['TypeError', 'SyntaxError', 'TimeoutError', 'AbortError']);

function isBroken(error: unknown): boolean {
  return BROKEN.has((error as { name?: string }).name ?? '');
}
