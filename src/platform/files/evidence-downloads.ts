import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../core/ids/ids.js';
import { notFound, type RefusalData } from '../../core/outcome/outcome.js';
import { readSession, SESSION_COOKIE } from '../access/read-session.js';
import { SessionReader } from '../access/session-reader.port.js';
import { Clock } from '../clock/clock.js';
import { AppDatabase, scopeOf } from '../db/database.js';
import { localeOf } from '../messages/locale.js';
import { Messages } from '../messages/messages.js';
import type { FileKind } from './file-kind.js';
import { FileStore } from './file-store.js';
import { filesById } from './file.store.js';

const TYPES: Readonly<Record<FileKind, string>> = {
  CSV: 'text/csv; charset=utf-8', XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', PDF: 'application/pdf', PNG: 'image/png', JPEG: 'image/jpeg',
};

/** What proves something is read back by REST: `GET /files/evidence/{fileId}`. */
@Injectable()
export class EvidenceDownloads {
  constructor(
    private readonly sessions: SessionReader, private readonly clock: Clock, private readonly messages: Messages,
    private readonly store: FileStore, private readonly database: AppDatabase,
  ) {}

  /** Adds the route to a server that does not listen yet: the file as an attachment for its owner and for departments, 404 for everybody else. */
  serve(fastify: FastifyInstance, cookie = SESSION_COOKIE): void {
    fastify.get('/files/evidence/:fileId', async (request, reply) => {
      const session = await readSession(request.headers, this.sessions, this.clock.now(), cookie);
      if (!session.ok) return this.refuse(request, reply, 401, session.refusal);
      const { fileId } = request.params as { fileId: string };
      const files = isId('file', fileId) ? await this.database.read(scopeOf(session.value), (tx) => filesById(tx, [fileId])) : new Map<string, never>();
      const file = files.get(fileId);
      if (file?.purpose !== 'EVIDENCE' || file.state !== 'CLEAN') return this.refuse(request, reply, 404, notFound('fileId').refusal);
      return reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').header('content-length', file.sizeBytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`).type(TYPES[file.kind]).send(await this.store.read(file.sha256));
    });
  }

  private refuse(request: FastifyRequest, reply: FastifyReply, status: number, { code, field, params }: RefusalData): FastifyReply {
    const message = this.messages.render(code, params, localeOf(request.headers['accept-language']));
    return reply.code(status).header('cache-control', 'no-store').send({ code, message, field });
  }
}
