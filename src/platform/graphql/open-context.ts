import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../core/access/viewer.js';
import { deviceOf } from '../../core/organisation/device.js';
import { SESSION_ABSOLUTE_HOURS } from '../../core/organisation/session-life.js';
import type { RefusalData } from '../../core/outcome/outcome.js';
import { readWholeSession } from '../access/read-session.js';
import { SessionCookie } from '../access/session-cookie.js';
import { SessionReader } from '../access/session-reader.port.js';
import { Clock } from '../clock/clock.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { GraphqlContext } from './context.js';
import type { LiveConnection } from './unreadable-session.js';

/** Makes the context of a request, or of an operation on a live connection, from its session. */
@Injectable()
export class OpenContext {
  constructor(private readonly sessions: SessionReader, private readonly clock: Clock, private readonly cookie: SessionCookie) {}

  async ofRequest(request: FastifyRequest, reply: FastifyReply): Promise<GraphqlContext> {
    const facts = requestFacts(request.raw);
    const session = await this.session(request.headers);
    if (session.viewer.kind !== 'ANONYMOUS' && session.viewer.kind !== 'SYSTEM') facts.organisationId = session.viewer.organisationId;
    return new GraphqlContext({
      ...session, receivedAt: facts.receivedAt ?? this.clock.now(), traceId: facts.traceId, locale: localeOf(request.headers['accept-language']),
      address: request.ip, device: deviceOf(request.headers['user-agent']), setSessionCookie: (token) => void reply.header('set-cookie', cookieOf(this.cookie.name, token, request.protocol === 'https')),
      viewerNow: () => this.viewerNow(request.headers),
    });
  }

  /** Browsers send the cookie with the upgrade; machines put `{ authorization: "Bearer …" }` into the connection's parameters. */
  async ofConnection({ connectionParams, extra }: LiveConnection): Promise<GraphqlContext> {
    const named = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
    const headers = typeof named === 'string' ? { ...extra.request.headers, authorization: named } : extra.request.headers;
    const session = await this.session(headers);
    return new GraphqlContext({
      ...session, receivedAt: this.clock.now(), traceId: requestFacts(extra.request).traceId, locale: localeOf(headers['accept-language']),
      address: extra.request.socket.remoteAddress ?? '', device: deviceOf(headers['user-agent']), setSessionCookie: () => undefined, viewerNow: () => this.viewerNow(headers),
    });
  }

  private async session(headers: IncomingHttpHeaders): Promise<{ viewer: Viewer; sessionFault: RefusalData | null; halfway: MemberViewer | null }> {
    const { viewer, halfway } = await readWholeSession(headers, this.sessions, this.clock.now(), this.cookie.name);
    if (viewer.ok) return { viewer: viewer.value, sessionFault: null, halfway };
    return { viewer: ANONYMOUS, sessionFault: viewer.refusal.code === 'SIGN_IN_REQUIRED' ? null : viewer.refusal, halfway };
  }

  private async viewerNow(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const { viewer } = await readWholeSession(headers, this.sessions, this.clock.now(), this.cookie.name);
    return viewer.ok ? viewer.value : null;
  }
}

/** Readable by no script, sent by no other site's form; `Secure` wherever the browser speaks TLS with us or our proxy. */
function cookieOf(name: string, token: string | null, secure: boolean): string {
  const life = token === null ? 0 : SESSION_ABSOLUTE_HOURS * 3_600;
  return `${name}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${secure ? '; Secure' : ''}`;
}
