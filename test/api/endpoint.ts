import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string | null; readonly traceId?: string };
}

export interface Answer<D> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: D | null;
  readonly errors: readonly ApiError[];
  /** Codes of `errors`, in order. */
  readonly codes: readonly string[];
}

/** What a mutation answers: its success, or a refusal. */
export interface RefusalAnswer {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

export interface Asking {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the request up. */
  readonly signal?: AbortSignal;
}

export type Variables = Readonly<Record<string, unknown>>;

const NEXT_WITHIN_MS = 20_000;

/** The address of one process, as its users reach it. */
export class Endpoint {
  constructor(private readonly address: () => string) {}

  get url(): string {
    return this.address();
  }

  async graphql<D extends object = Record<string, unknown>>(query: string, variables: Variables = {}, asking: Asking = {}): Promise<Answer<D>> {
    const response = await this.post(JSON.stringify({ query, variables }), asking);
    return readAnswer<D>(response);
  }

  /** A body as it is, for what no proper client would send. */
  post(body: string | Uint8Array, { token = null, headers = {}, signal }: Asking = {}): Promise<Response> {
    return fetch(`${this.url}/graphql`, { method: 'POST', body: body as never, headers: { 'content-type': 'application/json', ...bearer(token), ...headers }, signal: signal ?? null });
  }

  /** Asks and answers `data`; fails the test when there are errors. */
  async ask<D extends object = Record<string, unknown>>(query: string, variables: Variables = {}, asking: Asking = {}): Promise<D> {
    const answer = await this.graphql<D>(query, variables, asking);
    if (answer.errors.length > 0 || answer.data === null) throw new Error(`The API answered HTTP ${answer.status} ${JSON.stringify(answer.errors)} to ${query}`);
    return answer.data;
  }

  /** Performs a mutation of one input: `perform('signIn', input, 'SignedIn { session { token } }')`; answers its success or its refusal. */
  async perform<T extends object>(mutation: string, input: Variables, success: string, asking: Asking = {}): Promise<T | RefusalAnswer> {
    const data = await this.ask<Record<string, T | RefusalAnswer>>(mutationText(mutation, success), { input }, asking);
    const answer = data[mutation];
    if (answer === undefined) throw new Error(`${mutation} answered nothing`);
    return answer;
  }

  /** As `perform`; fails the test when it was refused. */
  async done<T extends object>(mutation: string, input: Variables, success: string, asking: Asking = {}): Promise<T> {
    const answer = await this.perform<T>(mutation, input, success, asking);
    if (isRefusal(answer)) throw new Error(`${mutation} was refused: ${answer.code} ${answer.message} (${answer.field ?? 'the whole'})`);
    return answer;
  }

  /** As `perform`; fails the test when it was not refused. */
  async refused(mutation: string, input: Variables, success: string, asking: Asking = {}): Promise<RefusalAnswer> {
    const answer = await this.perform(mutation, input, success, asking);
    if (!isRefusal(answer)) throw new Error(`${mutation} was not refused: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** `POST /files/imports` with one file. */
  async upload(name: string, content: string | Uint8Array, asking: Asking = {}): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
    const form = new FormData();
    form.append('file', new Blob([content as never]), name);
    const response = await fetch(`${this.url}/files/imports`, { method: 'POST', body: form, headers: { ...bearer(asking.token ?? null), ...asking.headers }, signal: asking.signal ?? null });
    return { status: response.status, body: await response.json() as Record<string, unknown> };
  }

  /** A live operation over a WebSocket of its own. */
  subscribe<D extends object = Record<string, unknown>>(query: string, variables: Variables = {}, { token = null }: Asking = {}): LiveAnswers<D> {
    return new LiveAnswers<D>(`${this.url.replace(/^http/, 'ws')}/graphql`, query, variables, token);
  }
}

/** A mutation of one input, with its success or its refusal. */
export function mutationText(mutation: string, success: string): string {
  return `mutation ($input: ${inputTypeOf(mutation)}!) { ${mutation}(input: $input) { __typename ... on ${success} ... on Refusal { code message field } } }`;
}

function inputTypeOf(mutation: string): string {
  return `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
}

export function isRefusal(answer: object): answer is RefusalAnswer {
  return '__typename' in answer && String(answer.__typename).endsWith('Refusal');
}

export async function readAnswer<D extends object>(response: Response): Promise<Answer<D>> {
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { readonly data?: D | null; readonly errors?: readonly ApiError[] };
  const errors = body.errors ?? [];
  return { status: response.status, headers: response.headers, data: body.data ?? null, errors, codes: errors.map(({ extensions }) => extensions?.code ?? 'NONE') };
}

export function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

export interface LiveAnswer<D> {
  readonly data: D | null;
  readonly codes: readonly string[];
}

/** What a subscription brings, in order; errors of the operation come as answers with `codes`. */
export class LiveAnswers<D extends object> {
  private readonly arrived: LiveAnswer<D>[] = [];
  private readonly waiting: ((answer: LiveAnswer<D>) => void)[] = [];
  private readonly client;
  private over = false;
  /** Resolves when the connection is acknowledged. */
  readonly connected: Promise<void>;

  constructor(url: string, query: string, variables: Variables, token: string | null) {
    let acknowledged = (): void => undefined;
    this.connected = new Promise((resolve) => { acknowledged = resolve; });
    this.client = createClient({
      url, webSocketImpl: WebSocket, retryAttempts: 0, lazy: false, onNonLazyError: () => undefined,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` }, on: { connected: () => acknowledged() },
    });
    const codesOf = (errors: readonly object[]): string[] => errors.map((error) => (error as ApiError).extensions?.code ?? 'NONE');
    this.client.subscribe<D>({ query, variables: { ...variables } }, {
      next: ({ data, errors }) => this.take({ data: data ?? null, codes: codesOf(errors ?? []) }),
      error: (error) => this.take({ data: null, codes: Array.isArray(error) ? codesOf(error as object[]) : ['CLOSED'] }),
      complete: () => { this.over = true; },
    });
  }

  get ended(): boolean {
    return this.over;
  }

  /** The next answer; rejects when none comes in time. */
  next(withinMs = NEXT_WITHIN_MS): Promise<LiveAnswer<D>> {
    const ready = this.arrived.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const give = (answer: LiveAnswer<D>): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        // Who has given up must not take the answer of who asks next.
        this.waiting.splice(this.waiting.indexOf(give), 1);
        reject(new Error(`No live answer within ${withinMs} ms`));
      }, withinMs);
      this.waiting.push(give);
    });
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  private take(answer: LiveAnswer<D>): void {
    const first = this.waiting.shift();
    if (first === undefined) this.arrived.push(answer);
    else first(answer);
  }
}
