import Fastify, { type FastifyInstance } from 'fastify';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId, SessionId } from '../../../src/core/ids/ids.js';
import { SessionReader, type SessionReading } from '../../../src/platform/access/session-reader.port.js';
import { FixedClock } from '../../../src/platform/clock/clock.js';
import { RandomIds } from '../../../src/platform/clock/ids.js';
import type { DeedRequest } from '../../../src/platform/deed/deed-request.js';
import { AcceptUpload } from '../../../src/platform/files/accept-upload.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import { FileRegistry, type RegisteredFile } from '../../../src/platform/files/file-registry.port.js';
import { FileAnswers } from '../../../src/platform/files/file-answers.js';
import { FilesController } from '../../../src/platform/files/files.controller.js';
import { fileMessages } from '../../../src/platform/files/messages.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { logRequests } from '../../../src/platform/logging/log-requests.js';
import { accessMessages } from '../../../src/platform/messages/access-messages.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';

export const VIEWER: MemberViewer = {
  kind: 'ENTERPRISE', organisationId: 'org_1' as OrganisationId, branch: 'org_1', accountId: 'acc_1' as AccountId, memberId: 'mbr_1' as MemberId,
  sessionId: 'ses_1' as SessionId, roles: ['CATALOGUE'], approved: false,
};

/** Sessions by name of their state: token `valid` is one, `expired`, `revoked` are what they say, all others unknown. */
export class NamedSessions extends SessionReader {
  read(token: string): Promise<SessionReading> {
    if (token === 'valid') return Promise.resolve({ state: 'VALID', viewer: VIEWER });
    const state = token === 'expired' ? 'EXPIRED' : token === 'revoked' ? 'REVOKED' : 'UNKNOWN';
    return Promise.resolve({ state });
  }
}

/** A registry that keeps what it was told, and fails when asked to. */
export class ListedFiles extends FileRegistry {
  readonly registered: { readonly request: DeedRequest; readonly file: RegisteredFile }[] = [];
  failing = false;

  register(request: DeedRequest, file: RegisteredFile): Promise<void> {
    if (this.failing) return Promise.reject(new Error('registry is down'));
    this.registered.push({ request, file });
    return Promise.resolve();
  }
}

export const AT = new Date('2026-03-01T08:00:00Z');

export interface UploadParts {
  readonly controller: FilesController;
  readonly clock: FixedClock;
  readonly messages: MessageCatalogue;
  readonly store: DiskFileStore;
  readonly registry: ListedFiles;
  readonly log: ReturnType<typeof createLogger>;
  readonly lines: string[];
  /** Names of all files under the data folder, contents by their hash. */
  stored(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function uploadParts(): Promise<UploadParts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duijie-upload-'));
  const store = await DiskFileStore.open(dataDir);
  const registry = new ListedFiles();
  const clock = new FixedClock(AT);
  const lines: string[] = [];
  const messages = new MessageCatalogue([fileMessages, accessMessages]);
  return {
    controller: new FilesController(new NamedSessions(), clock, store, new AcceptUpload(registry, new RandomIds(clock)), new FileAnswers(messages)),
    clock, messages, store, registry, lines,
    log: createLogger({ process: 'market', level: 'info' }, { write: (line: string) => void lines.push(line) }),
    stored: async () => (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** A bare Fastify server with the upload route on a free port. */
export async function listen(parts: UploadParts): Promise<{ readonly fastify: FastifyInstance; readonly port: number }> {
  const fastify = Fastify({ forceCloseConnections: true });
  logRequests(fastify, parts.log);
  parts.controller.serve(fastify, parts.log);
  fastify.post('/echo', (request) => request.body);
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  return { fastify, port: (fastify.server.address() as AddressInfo).port };
}
