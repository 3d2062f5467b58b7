import swagger from '@fastify/swagger';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { text, type JsonSchema, type RestRoute, type RestSpec } from './rest-route.js';

const PROBLEM_DETAILS: JsonSchema = {
  type: 'object', description: 'RFC 9457. `code` 供程序判断，`message` 供人阅读（Accept-Language: zh-CN 或 en）。`code` is for programs, `message` for people.',
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    code: { type: 'string' }, field: { type: ['string', 'null'] }, message: { type: 'string' }, traceId: { type: 'string' },
  },
};
const problem = (description: string): JsonSchema => ({ description, content: { 'application/problem+json': { schema: PROBLEM_DETAILS } } });

/** The page of the interface, made of what its routes say of themselves; registers before them, in their scope. */
export async function describeApi(scope: FastifyInstance): Promise<void> {
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '对接 · 市场 REST', version: '1',
        description: '供 ERP 等系统使用的接口。以接口令牌访问（Authorization: Bearer djk_…）；写入请带 Idempotency-Key。For other software: bring a token, and a key with what you write.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '由单位管理员新建（createApiToken）。Made by an owner of the organisation.' } } },
      security: [{ token: [] }],
    },
  });
}

/** A route's own words as Fastify takes them: what they allow is what gets in. */
export function schemaOf({ operationId, summary, description, scope, writes, params, query, body, answer }: RestSpec): NonNullable<RouteOptions['schema']> {
  return {
    operationId, summary, description: `${description}\n\n权限 Scope: ${scope ?? '按令牌的读取权限 what the token may read'}`,
    ...(params === undefined ? {} : { params }), ...(query === undefined ? {} : { querystring: query }), ...(body === undefined ? {} : { body }),
    ...(writes ? { headers: { type: 'object', properties: { 'idempotency-key': text(200, { description: '同键同内容重发得到第一次的答复。The same key with the same content answers what the first try answered.' }) } } } : {}),
    response: {
      200: { description: 'OK', content: { 'application/json': { schema: answer } } }, 400: problem('内容有误 The input is wrong'), 401: problem('令牌无效 The token does not work'),
      403: problem('权限不足 A scope or a role is missing'), 404: problem('不存在 Not there, or not yours'), 409: problem('状态不符或重复 A conflict'),
    },
  } as NonNullable<RouteOptions['schema']>;
}

/** The page on its own, for a print: nothing is called and nothing listens. */
export async function printedApi(fastify: FastifyInstance, routes: readonly RestRoute[]): Promise<object> {
  await describeApi(fastify);
  for (const { spec } of routes) fastify.route({ method: spec.method, url: spec.path, schema: schemaOf(spec), handler: () => null });
  await fastify.ready();
  return (fastify as FastifyInstance & { swagger(): object }).swagger();
}
