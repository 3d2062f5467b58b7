import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Document = Record<string, unknown> & { readonly id: string };
interface Task { readonly uid: number; readonly indexUid: string; status: 'enqueued' | 'succeeded' | 'failed'; error: { code: string; type: string; message: string; link: string } | null }

/**
 * A double of Meilisearch, for what a real one cannot be told to do at will: hang, refuse, fail at a document. It speaks the few
 * routes that we use, with tasks that are taken first and done later, indexes that a write makes by itself, and errors by their
 * codes. Of a question it knows none but everything, in the order of ids; finding is tested on a real server.
 */
export class EngineDouble {
  /** ANSWERING; BUSY: 503 to everything; HANGING: takes requests and never answers. */
  mode: 'ANSWERING' | 'BUSY' | 'HANGING' = 'ANSWERING';
  /** Tasks with one of these documents fail. */
  readonly poison = new Set<string>();
  readonly indexes = new Map<string, Map<string, Document>>();
  private readonly tasks: Task[] = [];
  /** Searches that came, whatever was answered. */
  searches = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<EngineDouble> {
    let double: EngineDouble | null = null;
    const server = createServer((request, response) => void double?.handle(request, response));
    double = new EngineDouble(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return double;
  }

  get address() {
    return { url: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, masterKey: 'of no meaning to a double' };
  }

  /** Everything is gone, the numbers of tasks included. */
  wipe(): void {
    this.indexes.clear();
    this.tasks.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (request.url?.endsWith('/search') === true) this.searches += 1;
    if (this.mode === 'HANGING') return;
    const [status, body] = this.mode === 'BUSY'
      ? [503, fault('too_many_search_requests', 'system')] as const
      : this.answer(request.method ?? 'GET', new URL(request.url ?? '/', 'http://double'), text === '' ? null : JSON.parse(text));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private answer(method: string, { pathname, searchParams }: URL, body: unknown): readonly [number, unknown] {
    const [, root = '', uid = '', what = '', batch = ''] = pathname.split('/');
    if (root === 'tasks') return this.taskOf(Number(uid));
    if (root !== 'indexes') return [404, fault('not_found', 'invalid_request')];
    if (uid === '') return method === 'POST' ? this.take((body as { uid: string }).uid, 'CREATE', []) : [200, { results: [...this.indexes.keys()].map((name) => ({ uid: name })), total: this.indexes.size }];
    if (method === 'DELETE' && what === '') return this.take(uid, 'DROP', []);
    if (what === 'settings') return this.take(uid, 'SETTINGS', []);
    if (what === 'documents' && batch === 'delete-batch') return this.take(uid, 'FORGET', (body as string[]).map((id) => ({ id })));
    if (what === 'documents' && method === 'POST') return this.take(uid, 'WRITE', body as Document[]);
    const documents = this.indexes.get(uid);
    if (documents === undefined) return [404, fault('index_not_found', 'invalid_request')];
    if (what === 'stats') return [200, { numberOfDocuments: documents.size, isIndexing: false, fieldDistribution: {} }];
    if (what === 'documents') return [200, pageOf(documents, Number(searchParams.get('offset')), Number(searchParams.get('limit')))];
    if (what === 'search') return [200, found(documents, body as Asked)];
    return [200, { uid, primaryKey: 'id' }];
  }

  private take(indexUid: string, kind: 'CREATE' | 'DROP' | 'SETTINGS' | 'WRITE' | 'FORGET', documents: readonly Document[]): readonly [number, unknown] {
    const task: Task = { uid: this.tasks.length, indexUid, status: 'enqueued', error: null };
    this.tasks.push(task);
    setTimeout(() => {
      const missing = !this.indexes.has(indexUid) && (kind === 'DROP' || kind === 'FORGET');
      const poisoned = kind === 'WRITE' && documents.some(({ id }) => this.poison.has(id));
      if (missing || poisoned) {
        Object.assign(task, { status: 'failed', error: fault(missing ? 'index_not_found' : 'invalid_document_fields', 'invalid_request') });
        return;
      }
      const index = this.indexes.get(indexUid) ?? new Map<string, Document>();
      if (kind === 'DROP') this.indexes.delete(indexUid);
      else this.indexes.set(indexUid, index);
      for (const document of documents) if (kind === 'WRITE') index.set(document.id, document); else index.delete(document.id);
      task.status = 'succeeded';
    }, 10);
    return [202, { taskUid: task.uid, indexUid, status: 'enqueued', type: 'any', enqueuedAt: new Date(0).toISOString() }];
  }

  private taskOf(uid: number): readonly [number, unknown] {
    const task = this.tasks[uid];
    return task === undefined ? [404, fault('task_not_found', 'invalid_request')] : [200, task];
  }
}

interface Asked { readonly offset?: number; readonly limit?: number; readonly page?: number }

function found(documents: ReadonlyMap<string, Document>, { offset = 0, limit = 20, page }: Asked) {
  const hits = [...documents.keys()].sort().map((id) => ({ id }));
  return page === undefined ? { hits: hits.slice(offset, offset + limit), offset, limit, estimatedTotalHits: hits.length } : { hits: [], totalHits: hits.length };
}

function pageOf(documents: ReadonlyMap<string, Document>, offset: number, limit: number) {
  return { results: [...documents.values()].slice(offset, offset + limit), offset, limit, total: documents.size };
}

function fault(code: string, type: string) {
  return { code, type, message: code, link: '' };
}
