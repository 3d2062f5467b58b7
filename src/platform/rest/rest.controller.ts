import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { judge } from '../../core/access/rule.js';
import { tokenFault } from '../../core/access/token-scopes.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import { done, refused, type Outcome, type RefusalData } from '../../core/outcome/outcome.js';
import { readWholeSession } from '../access/read-session.js';
import { SessionReader } from '../access/session-reader.port.js';
import { Clock } from '../clock/clock.js';
import { textFault } from '../graphql/storable-text.js';
import type { Logger } from '../logging/logger.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { describeApi, schemaOf } from './openapi.js';
import { RestAnswers } from './rest-answers.js';
import type { RestRoute, RestSpec } from './rest-route.js';

const KEY_MAX = 200;

/** The REST interface for other software: the deeds of GraphQL under plain addresses, with the same rights, limits and audit. */
@Injectable()
export class RestController {
  constructor(private readonly sessions: SessionReader, private readonly clock: Clock, private readonly answers: RestAnswers) {}

  /** Adds the routes, and the page that describes them at /api/v1/openapi.json, to a Fastify server that does not listen yet. */
  serve(fastify: FastifyInstance, routes: readonly RestRoute[], logger: Logger, cookie: string): void {
    if (routes.length === 0) return;
    void fastify.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => this.answers.fault(request, reply, error, logger));
      // What is sent was made here: no second look at it is needed.
      scope.setSerializerCompiler(() => (data) => JSON.stringify(data));
      // JSON alone: what is no JSON is refused in our words.
      scope.removeContentTypeParser('text/plain');
      await describeApi(scope);
      const viewers = new WeakMap<FastifyRequest, MemberViewer>();
      for (const route of routes) {
        const { method, path, spec } = { ...route.spec, spec: route.spec };
        scope.route({
          method, url: path, schema: schemaOf(spec), exposeHeadRoute: false,
          onRequest: async (request, reply) => {
            // Before the body: who may not ask sends nothing.
            const viewer = await this.admitted(spec, request, cookie);
            if (!viewer.ok) return this.answers.refuse(request, reply, viewer.refusal);
            Object.assign(requestFacts(request.raw), { organisationId: viewer.value.organisationId, operation: spec.operationId });
            viewers.set(request, viewer.value);
          },
          handler: (request, reply) => {
            const viewer = viewers.get(request);
            if (viewer === undefined) throw new Error('A request reached its handler without a viewer.');
            return this.answered(route, viewer, request, reply);
          },
        });
      }
      const page = scope as FastifyInstance & { swagger(): object };
      scope.get('/api/v1/openapi.json', { schema: { hide: true } as object, exposeHeadRoute: false }, () => page.swagger());
    });
  }

  private async answered(route: RestRoute, viewer: MemberViewer, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const key = request.headers['idempotency-key'];
    const fault = keyFault(key) ?? textFault(request.body ?? {}) ?? textFault({ ...request.query as object, ...request.params as object });
    if (fault !== null) return this.answers.refuse(request, reply, fault);
    const facts = requestFacts(request.raw);
    const outcome = await route.answer({
      viewer, params: request.params as Record<string, string>, query: request.query as Record<string, string | undefined>, body: request.body,
      deed: {
        viewer, receivedAt: facts.receivedAt ?? this.clock.now(), traceId: facts.traceId, locale: localeOf(request.headers['accept-language']),
        idempotencyKey: typeof key === 'string' && route.spec.writes ? key : null,
      },
      problem: (refusal) => this.answers.item(request, refusal),
    });
    if (!outcome.ok) return this.answers.refuse(request, reply, outcome.refusal);
    return reply.header('cache-control', 'no-store').send(outcome.value);
  }

  private async admitted({ access, scope }: RestSpec, request: FastifyRequest, cookie: string): Promise<Outcome<MemberViewer>> {
    const { viewer } = await readWholeSession(request.headers, this.sessions, this.clock.now(), cookie);
    if (!viewer.ok) return viewer;
    const { token } = viewer.value;
    const missing = token === undefined ? null : tokenFault(scope ?? 'ANY', token.scopes);
    if (missing !== null) return refused('NOT_ALLOWED', 'SCOPE_MISSING', null, { scope: missing });
    const verdict = judge(access, viewer.value);
    if (verdict === 'OPEN') return done(viewer.value);
    return refused('NOT_ALLOWED', verdict, null, verdict === 'ROLE_MISSING' ? { roles: access.roles.join(' / ') } : {});
  }
}

function keyFault(key: string | string[] | undefined): RefusalData | null {
  const fits = key === undefined || (typeof key === 'string' && key.length >= 1 && key.length <= KEY_MAX);
  return fits ? null : refused('INPUT', 'IDEMPOTENCY_KEY_LENGTH', 'Idempotency-Key', { max: KEY_MAX }).refusal;
}
