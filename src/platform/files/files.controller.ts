import { Injectable } from '@nestjs/common';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MemberViewer } from '../../core/access/viewer.js';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import { SessionReader } from '../access/session-reader.port.js';
import { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { AcceptUpload } from './accept-upload.js';
import { FileAnswers } from './file-answers.js';
import type { FilePurpose } from './file-registry.port.js';
import { FileStore } from './file-store.js';
import { MULTIPART_LIMITS, readMultipart } from './read-multipart.js';
import { readSession, SESSION_COOKIE } from '../access/read-session.js';

/** Where files of each purpose come in. */
const PURPOSES: Readonly<Record<string, FilePurpose>> = { '/files/imports': 'IMPORT', '/files/evidence': 'EVIDENCE' };

/** Files come by REST: `POST /files/imports` (tables) or `/files/evidence` (PDF and pictures), a form with one file in the field `file`, up to 20 MiB. */
@Injectable()
export class FilesController {
  constructor(
    private readonly sessions: SessionReader,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly accept: AcceptUpload,
    private readonly answers: FileAnswers,
  ) {}

  /**
   * Adds the routes to a Fastify server that does not listen yet, in a scope of its own: forms are parsed here and nowhere
   * else. 201 `{ fileId, name, sizeBytes, sha256, kind }`; refusals and faults as `FileAnswers` has them.
   */
  serve(fastify: FastifyInstance, logger: Logger, cookie = SESSION_COOKIE): void {
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      await scope.register(multipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false });
      // Any other type reaches the handler unread and is refused there, in our words.
      scope.addContentTypeParser('*', (_request, _payload, next) => next(null));
      const viewers = new WeakMap<FastifyRequest, MemberViewer>();
      scope.setErrorHandler((error, request, reply) => this.failed(error, request, reply, logger));
      scope.addHook('onRequest', async (request, reply) => {
        // Before the body: nobody writes to our disk unknown.
        const session = await readSession(request.headers, this.sessions, this.clock.now(), cookie);
        if (!session.ok) return this.answers.refuse(request, reply, session.refusal);
        requestFacts(request.raw).organisationId = session.value.organisationId;
        viewers.set(request, session.value);
      });
      for (const [path, purpose] of Object.entries(PURPOSES)) {
        scope.post(path, async (request, reply) => {
          const viewer = viewers.get(request);
          if (viewer === undefined) throw new Error('An upload reached its handler without a session.');
          const outcome = await this.take(request, viewer, purpose);
          if (!outcome.ok) return this.answers.refuse(request, reply, outcome.refusal);
          return reply.code(201).header('cache-control', 'no-store').send(outcome.value);
        });
      }
    });
  }

  private async take(request: FastifyRequest, viewer: MemberViewer, purpose: FilePurpose): Promise<Outcome<object>> {
    const upload = await readMultipart(request, this.store);
    if (!upload.ok) return upload;
    const deed = {
      viewer, receivedAt: this.clock.now(), idempotencyKey: null, traceId: requestFacts(request.raw).traceId,
      locale: localeOf(request.headers['accept-language']),
    };
    try {
      const outcome = await this.accept.run(deed, { ...upload.value, purpose });
      if (!outcome.ok) return outcome;
      const { id, name, sizeBytes, sha256, kind } = outcome.value;
      return done({ fileId: id, name, sizeBytes, sha256, kind });
    } finally {
      await upload.value.staged.discard();
    }
  }

  /** What Fastify itself refuses (headers it cannot read) is the sender's; the rest is ours. */
  private failed(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): FastifyReply {
    const status = (error as { statusCode?: unknown } | null)?.statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) return this.answers.refuse(request, reply, refused('INPUT', 'MULTIPART_MALFORMED').refusal);
    return this.answers.fault(request, reply, error, logger, 'an upload failed');
  }
}
