import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { judge } from '../../core/access/rule.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import { readSession, SESSION_COOKIE } from '../access/read-session.js';
import { SessionReader } from '../access/session-reader.port.js';
import { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { attachment } from './attachment.js';
import { DOWNLOAD_TYPES, type Download, type DownloadedFile } from './download.js';
import { FileAnswers } from './file-answers.js';

/** What one organisation may have open at once, and all together: each holds a reader's place while a slow line takes it. */
const OPEN_OF_ONE = 3;
const OPEN_OF_ALL = 30;

/** Files go by REST: GET, with the cookie of a browser or a bearer token, made while they are sent. */
@Injectable()
export class DownloadController {
  private readonly open = new Map<string, number>();

  constructor(private readonly sessions: SessionReader, private readonly clock: Clock, private readonly answers: FileAnswers) {}

  /** Adds a route for each path to a Fastify server that does not listen yet. 200 with the file; refusals and faults as `FileAnswers` has them. */
  serve(fastify: FastifyInstance, downloads: readonly Download[], logger: Logger, cookie = SESSION_COOKIE): void {
    void fastify.register((scope) => {
      scope.setErrorHandler((error, request, reply) => {
        // What broke before its first byte is an answer and no file.
        reply.removeHeader('content-disposition').removeHeader('content-type');
        return this.answers.fault(request, reply, error, logger, 'a download failed');
      });
      for (const download of downloads) {
        for (const url of download.paths) {
          // Asked for its head alone, a file would be made for nobody.
          scope.get(url, { exposeHeadRoute: false }, (request, reply) => this.send(download, request, reply, logger, cookie));
        }
      }
      return Promise.resolve();
    });
  }

  private async send(download: Download, request: FastifyRequest, reply: FastifyReply, logger: Logger, cookie: string): Promise<FastifyReply> {
    const viewer = await this.admitted(download, request, cookie);
    if (!viewer.ok) return this.answers.refuse(request, reply, viewer.refusal);
    const { organisationId } = viewer.value;
    requestFacts(request.raw).organisationId = organisationId;
    if (!this.take(organisationId)) return this.answers.refuse(request, reply, refused('STATE', 'DOWNLOADS_BUSY').refusal);
    const file = await this.opened(download, request, viewer.value);
    if (!file.ok) return this.answers.refuse(request, reply, file.refusal);
    const { name, type, content } = file.value;
    const stream = Readable.from(watched(content, (error) => logger.error({ err: error, traceId: requestFacts(request.raw).traceId }, 'a download broke off')), { objectMode: false });
    // Told in every case: at the end, when the reader leaves, and when nothing was ever read.
    stream.once('close', () => this.leave(organisationId));
    return reply.header('content-type', DOWNLOAD_TYPES[type]).header('content-disposition', attachment(name))
      .header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(stream);
  }

  private async opened(download: Download, request: FastifyRequest, viewer: MemberViewer): Promise<Outcome<DownloadedFile>> {
    let open = false;
    try {
      const file = await download.open({
        viewer, receivedAt: this.clock.now(), locale: localeOf(request.headers['accept-language']), path: request.url.split('?')[0] ?? '',
        params: request.params as Readonly<Record<string, string>>, query: listsOf(request.query as Readonly<Record<string, string | string[]>>),
      });
      open = file.ok;
      return file;
    } finally {
      if (!open) this.leave(viewer.organisationId);
    }
  }

  private async admitted(download: Download, request: FastifyRequest, cookie: string): Promise<Outcome<MemberViewer>> {
    const session = await readSession(request.headers, this.sessions, this.clock.now(), cookie);
    if (!session.ok) return session;
    const verdict = judge(download.access, session.value);
    if (verdict === 'OPEN') return done(session.value);
    return refused('NOT_ALLOWED', verdict, null, verdict === 'ROLE_MISSING' ? { roles: download.access.roles.join(' / ') } : {});
  }

  private take(organisationId: string): boolean {
    const own = this.open.get(organisationId) ?? 0;
    const all = [...this.open.values()].reduce((sum, count) => sum + count, 0);
    if (own >= OPEN_OF_ONE || all >= OPEN_OF_ALL) return false;
    this.open.set(organisationId, own + 1);
    return true;
  }

  private leave(organisationId: string): void {
    const left = (this.open.get(organisationId) ?? 0) - 1;
    if (left > 0) this.open.set(organisationId, left);
    else this.open.delete(organisationId);
  }
}

async function* watched(content: AsyncIterable<Buffer | string>, onFault: (error: unknown) => void): AsyncGenerator<Buffer | string> {
  try {
    yield* content;
  } catch (error) {
    onFault(error);
    throw error;
  }
}

function listsOf(query: Readonly<Record<string, string | string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
}
