import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { NestLog } from './nest-log.js';
import { isSecretKey } from './secrets.js';

/** A logger and the lines it wrote. */
function logger(level = 'trace') {
  const lines: string[] = [];
  return { lines, log: createLogger({ process: 'market', level }, { write: (line: string) => void lines.push(line) }) };
}

function written(...entry: [object, string?]): string {
  const { lines, log } = logger();
  log.info(...entry);
  return lines.join('');
}

const TOKEN = 'q3dX9aT_-Lk2mN8pRs4vWx7yZb1cDe5fGh6jKl0oPqU';

describe('log lines', () => {
  it('name process, level and time, and carry what is no secret', () => {
    expect(JSON.parse(written({ route: '/graphql', ms: 1.5, n: 9n, at: new Date(0) }, '好'))).toEqual({
      level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), process: 'market', route: '/graphql', ms: 1.5, n: '9', at: '1970-01-01T00:00:00.000Z', msg: '好',
    });
  });

  it('below the level are not written', () => {
    const { lines, log } = logger('warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines).toHaveLength(1);
  });

  it('of an error keep name, message, code, stack and cause, and nothing a driver hung on it', () => {
    const cause = Object.assign(new RangeError('inner'), { parameters: ['canary'] });
    const error = Object.assign(new Error('outer', { cause }), { code: '23505', detail: 'Key (name)=(canary)', query: 'canary' });
    const line = written(error);
    expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error', message: 'outer', code: '23505', stack: expect.any(String), cause: { type: 'RangeError', message: 'inner' } } });
    expect(line).not.toContain('canary');
    expect(written({ failed: { error } })).not.toContain('canary');
    expect(JSON.parse(written(new AggregateError([new Error('refused on ::1')])))).toMatchObject({ err: { errors: [{ message: 'refused on ::1' }] } });
  });

  it('survive circles, depth, breadth and bytes', () => {
    const circle: Record<string, unknown> = { bytes: Buffer.alloc(9), many: Array.from({ length: 500 }, (_, i) => i) };
    circle['self'] = circle;
    const line = written(circle);
    expect(line).toContain('[9 bytes]');
    expect(line).toContain('[cut]');
    expect(line).not.toContain(',499');
  });
});

describe('secrets as fields', () => {
  it.each([
    [{ password: 'canary' }],
    [{ input: { password: 'canary' } }],
    [{ a: { b: { c: { d: { newPassword: 'canary' } } } } }],
    [{ list: [{ session_token: 'canary' }] }],
    [{ headers: { authorization: 'canary', Cookie: ['canary'], 'set-cookie': 'canary', 'X-Api-Key': 'canary' } }],
    [{ member: { phone: 'canary', mobilePhone: 'canary', email: 'canary' } }],
    [{ tokenHash: 'canary', hmacSecret: 'canary', idCard: 'canary' }],
    [{ settings: { toJSON: () => ({ secret: 'canary' }) } }],
  ])('of %j are redacted', (entry) => {
    const line = written(entry);
    expect(line).not.toContain('canary');
    expect(line).toContain('[redacted]');
  });

  it('are redacted in bindings of a child too', () => {
    const { lines, log } = logger();
    log.child({ token: 'canary', traceId: 't1' }).info('line');
    expect(lines.join('')).not.toContain('canary');
    expect(lines.join('')).toContain('"traceId":"t1"');
  });

  it.each([['passenger', false], ['compass', false], ['sessionId', false], ['route', false], ['refreshToken', true], ['PASSWORD', true]])(
    'key %s: %s', (key, verdict) => {
      expect(isSecretKey(key)).toBe(verdict);
    });
});

describe('secrets in texts', () => {
  it.each([
    [`session ${TOKEN} is unknown`, TOKEN],
    [`first line\n${TOKEN}`, TOKEN],
    [`Authorization: Bearer abc.def-ghi`, 'abc.def-ghi'],
    ['cookie: a=1; duijie_session=canary; b=2', 'canary'],
    ['cannot reach postgres://owner:canary@127.0.0.1:5432/duijie', 'canary'],
    ['redis://:canary@localhost', 'canary'],
    ['联系人 13812345678 未找到', '13812345678'],
    ['call +86 13812345678', '13812345678'],
  ])('%s', (text, secret) => {
    expect(written({ note: text }, text)).not.toContain(secret);
    expect(written(new Error(text))).not.toContain(secret);
  });

  it.each([
    ['prd_01jd8x0000000000000000000a'],
    ['91140100MA0GT0AB1C'],
    ['b6d81b360a5672d80c27430f39153e2c1f7dd4a9a8ad8c3a2b9e9d3a7f0c1d2e'],
    ['position 138123456789012'],
    ['at https://example.org:443/path?x=1'],
  ])('leave %s alone', (text) => {
    expect(written({ note: text })).toContain(text);
  });
});

describe('lines of Nest', () => {
  it.each([
    ['log', ['started', 'NestFactory'], { level: 'debug', nest: 'NestFactory', msg: 'started' }],
    ['warn', ['careful'], { level: 'warn', nest: true, msg: 'careful' }],
    ['error', ['broken', 'Error: broken\n  at x', 'Router'], { level: 'error', nest: 'Router', stack: 'Error: broken\n  at x', msg: 'broken' }],
    ['error', [new TypeError('bad')], { level: 'error', msg: 'bad', err: { type: 'TypeError' } }],
    ['fatal', [{ a: 1 }, 'X'], { level: 'fatal', nest: 'X', msg: '{"a":1}' }],
  ] as const)('%s %j', (method, [message, ...more], line) => {
    const { lines, log } = logger();
    new NestLog(log)[method](message, ...more);
    expect(JSON.parse(lines.join(''))).toMatchObject(line);
  });
});
