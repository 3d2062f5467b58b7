import { subscribeLive, type LiveReading } from '../../platform/graphql/live-client.js';

/** A refusal where the story expected none, or an error of the API: the story stops and says where. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

type Variables = Record<string, unknown>;

/** One side of the product as its users reach it: GraphQL by POST, files by form, live results by WebSocket. */
export class ApiClient {
  constructor(readonly url: string, readonly token: string | null = null) {}

  as(token: string): ApiClient {
    return new ApiClient(this.url, token);
  }

  /** Answers `data`. Throws StoryBroken with codes and messages when `errors` came instead. */
  async ask<T extends object>(query: string, variables: Variables = {}): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...this.bearer() }, body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json() as { data?: T | null; errors?: readonly { message: string; extensions?: { code?: string } }[] };
    if (errors !== undefined || data === undefined || data === null) {
      throw new StoryBroken((errors ?? []).map((error) => `${error.extensions?.code ?? ''} ${error.message}`).join('; ') || `HTTP ${response.status}`);
    }
    return data;
  }

  /** Performs a mutation of one input and answers the success; throws StoryBroken when it was refused. `fields`: the selection on the success type. */
  async perform<T extends object>(mutation: string, success: string, input: Variables, fields: string): Promise<T> {
    const answer = await this.try<T>(mutation, success, input, fields);
    if ('code' in answer && '__typename' in answer && String(answer.__typename).endsWith('Refusal')) {
      throw new StoryBroken(`${mutation}: ${String(answer.code)} ${String((answer as { message?: unknown }).message)}`);
    }
    return answer as T;
  }

  /** As `perform`, with the refusal as an answer. */
  async try<T extends object>(mutation: string, success: string, input: Variables, fields: string): Promise<T | Refused> {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on ${success} { ${fields} } ... on Refusal { code message field } } }`;
    const data = await this.ask<Record<string, T | Refused>>(query, { input });
    return data[mutation] as T | Refused;
  }

  async upload(name: string, content: Uint8Array): Promise<{ readonly fileId: string }> {
    const form = new FormData();
    form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), name);
    const response = await fetch(`${this.url}/files/imports`, { method: 'POST', headers: this.bearer(), body: form });
    const answer = await response.json() as { fileId?: string; code?: string; message?: string };
    if (answer.fileId === undefined) throw new StoryBroken(`${name}: ${answer.code ?? response.status} ${answer.message ?? ''}`);
    return { fileId: answer.fileId };
  }

  watch(query: string, variables: Variables, onData: (data: Record<string, unknown>) => void, onEnd?: (error: unknown) => void): Promise<LiveReading> {
    return subscribeLive(`${this.url}/graphql`, this.token ?? '', query, variables, onData, onEnd);
  }

  private bearer(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

export interface Refused {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}
