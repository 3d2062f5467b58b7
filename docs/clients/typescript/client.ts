/**
 * A small client of the REST interface: Node 22.18 or later as it is, standard library only.
 *
 * DUIJIE_URL=https://... DUIJIE_TOKEN=djk_... node client.ts COMMAND ...
 *   product REF MODEL CLASS NAME PRICE    write one row of a price list and publish it
 *   demand REF TITLE REGION CLASS NUMBER  write a demand of one line and publish it
 *   changes FILE                          read what changed; FILE keeps the cursor
 *   answer ID INTERESTED                  answer a recommendation, or: answer ID DISMISSED REASON
 *   check                                 check the verification of webhooks
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const TRIES = 4;
const { DUIJIE_URL = '', DUIJIE_TOKEN = '' } = process.env;

interface Item { externalRef: string; id: string | null; change: string | null; problem: { code: string; field: string | null; message: string } | null }
interface Change { type: string; id: string; externalRef: string | null; kind: string; deleted: boolean; at: string }

/** One request; what writes carries a key, so that sending it again writes nothing twice. */
async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const writing: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(`${DUIJIE_URL}/api/v1/${path}`, {
        method, headers: { authorization: `Bearer ${DUIJIE_TOKEN}`, 'accept-language': 'zh-CN', ...writing }, signal: AbortSignal.timeout(60_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return await response.json() as T;
      // A problem of ours is told again in the same way; only the server's own may pass.
      if (response.status < 500 || attempt === TRIES) {
        const { code, field, message } = await response.json() as { code: string; field: string | null; message: string };
        process.stderr.write(`${code} ${field ?? ''}: ${message}\n`);
        process.exit(1);
      }
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** attempt));
  }
}

async function product(externalRef: string, model: string, classId: string, name: string, priceCny: string): Promise<Item[]> {
  return (await call<{ items: Item[] }>('PUT', 'products', { products: [{ externalRef, model, classId, name, priceCny }], publish: true })).items;
}

async function demand(externalRef: string, title: string, regionCode: string, classId: string, quantity: string): Promise<Item[]> {
  // A person has made sure that nothing secret is in it (涉密不上网).
  const one = { externalRef, title, regionCode, noStateSecretConfirmed: true, lines: [{ classIds: [classId], quantity }] };
  return (await call<{ items: Item[] }>('PUT', 'demands', { demands: [one], publish: true })).items;
}

/** All that is new. The cursor is kept once what it stands behind has been dealt with: what is cut off comes again. */
async function changes(file: string): Promise<Change[]> {
  const told: Change[] = [];
  let cursor = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  for (let more = true; more;) {
    const page: { changes: Change[]; cursor: string; more: boolean } = await call('GET', `changes${cursor === '' ? '' : `?${new URLSearchParams({ cursor }).toString()}`}`);
    told.push(...page.changes);
    ({ cursor, more } = page);
    writeFileSync(`${file}.new`, cursor);
    renameSync(`${file}.new`, file);
  }
  return told;
}

function answer(id: string, word: string, reason: string | null = null): Promise<object> {
  return call('POST', `recommendations/${encodeURIComponent(id)}/answer`, { answer: word, reason });
}

/** True when a webhook (Standard Webhooks) is ours and fresh. `body`: the text as it came, before any JSON reader; `now`: Unix seconds. */
export function verify(secret: string, headers: Record<string, string | undefined>, body: string, now = Date.now() / 1_000, tolerance = 300): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': sent = '', 'webhook-signature': signatures = '' } = headers;
  if (id === '' || !/^\d+$/.test(sent) || Math.abs(now - Number(sent)) > tolerance) return false;
  const wanted = Buffer.from(`v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${sent}.${body}`).digest('base64')}`);
  // Several while a secret is being replaced; compared in a time that tells nothing.
  return signatures.split(' ').map((one) => Buffer.from(one)).some((one) => one.length === wanted.length && timingSafeEqual(one, wanted));
}

/** The example of Standard Webhooks, then what must not pass. */
function check(): { ours: boolean; forged: boolean } {
  const [secret, body, now] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '{"test": 2432232314}', 1614265330] as const;
  const headers = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': String(now), 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' };
  const ours = verify(secret, headers, body, now) && verify(secret, { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body, now);
  const forged = [
    verify(secret, headers, `${body} `, now), verify(secret, headers, body, now + 301), verify(secret, { ...headers, 'webhook-id': 'msg_x' }, body, now),
    verify(secret, { ...headers, 'webhook-signature': 'v1,AAAA' }, body, now), verify('whsec_AAAA', headers, body, now), verify(secret, {}, body, now),
  ];
  return { ours, forged: forged.some(Boolean) };
}

const COMMANDS: Record<string, (...words: never[]) => unknown> = { product, demand, changes, answer, check };
const [name = '', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) throw new Error(`One of ${Object.keys(COMMANDS).join(', ')} is needed; see the first lines of this file.`);
process.stdout.write(`${JSON.stringify(await command(...words as never[]))}\n`);
