import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Quality 5 makes 2 MB of the page's 9 in a quarter of a second; the best quality takes half a minute and saves 0.2 MB. */
const QUALITY = 5;

export interface GraphiqlPage {
  readonly title: string;
  /** What stands in the editor at first: an operation of a user's journey. */
  readonly query: string;
}

/** `GET /graphiql`: the API's explorer as one page that loads nothing from elsewhere, so that it works in an office without a way out. */
export function serveGraphiql(fastify: FastifyInstance, { title, query }: GraphiqlPage): void {
  let made: Promise<{ plain: Buffer; packed: Buffer; policy: string }> | null = null;
  fastify.get('/graphiql', async (request, reply) => {
    made ??= make({ title, query });
    const { plain, packed, policy } = await made;
    const brotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    void reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-cache', vary: 'accept-encoding' });
    if (brotli) void reply.header('content-encoding', 'br');
    return reply.send(brotli ? packed : plain);
  });
}

/** Loaded when the page is asked for: nine megabytes of text that most processes never serve. */
async function make({ title, query }: GraphiqlPage): Promise<{ plain: Buffer; packed: Buffer; policy: string }> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return pack(renderGraphiQL({ title, endpoint: '/graphql', defaultQuery: query, subscriptionsProtocol: 'WS', credentials: 'same-origin' }));
}

async function pack(html: string): Promise<{ plain: Buffer; packed: Buffer; policy: string }> {
  const plain = Buffer.from(html);
  const packed = await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  return { plain, packed, policy: policyOf(html) };
}

/** Only the page's own scripts run, told by their hashes. Its editor makes workers and styles while it runs. */
function policyOf(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)]
    .map((script) => `'sha256-${createHash('sha256').update(script[1] ?? '').digest('base64')}'`);
  return [
    "default-src 'none'", `script-src ${hashes.join(' ')} 'wasm-unsafe-eval'`, "worker-src 'self' blob: data:", "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:", "img-src 'self' data:", "connect-src 'self' ws: wss:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join('; ');
}
