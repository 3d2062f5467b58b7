import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { messageFaults, type RoomMessages } from '../../src/platform/messages/messages.js';
import { codeFaults, codesIn, type Codes } from './checks/codes.js';
import { PROJECT, inPlantedFolder } from './plant.js';

const SLOW_MS = 60_000;

describe('the messages of the product', () => {
  let codes: Codes;
  let rooms: readonly RoomMessages[];
  beforeAll(async () => {
    codes = codesIn(PROJECT);
    ({ MESSAGES: rooms } = (await import(join(PROJECT, 'src/app/messages.ts'))) as { MESSAGES: readonly RoomMessages[] });
  }, SLOW_MS);

  it('are seen', () => {
    expect(codes.defined.size).toBeGreaterThan(50);
    expect(codes.spoken.length).toBeGreaterThan(50);
    expect(codes.spoken.map(({ code }) => code)).toEqual(expect.arrayContaining(['NOT_FOUND', 'IDEMPOTENCY_KEY_REUSED', 'SIGN_IN_REQUIRED', 'NOTICE_REGISTRATION_APPROVED']));
  });

  it('are one for each code of a refusal or notice, with the parameters it gets, and none that nobody says', () => {
    const texts = new Map(rooms.flatMap((room) => Object.entries(room).map(([code, { zh }]) => [code, zh] as const)));
    expect(codeFaults(codes, texts)).toEqual([]);
  });

  it('are in both languages, with the same parameters, under one code each', () => {
    expect(messageFaults(rooms)).toEqual([]);
  });

  it('are all in the roof’s list', () => {
    expect([...codes.defined.keys()].sort()).toEqual(rooms.flatMap((room) => Object.keys(room)).sort());
  });
});

const PLANTED = {
  'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', strict: true, experimentalDecorators: true, types: [] }, include: ['src'] }),
  'package.json': JSON.stringify({ type: 'module' }),
  'src/core.ts': `
    export interface RefusalData { kind: string; code: string; field: string | null; params: Record<string, unknown> }
    export interface NoticeText { recipients: string[]; code: string; params: object }
    export const refused = (kind: string, code: string, field: string | null = null, params: Record<string, unknown> = {}): RefusalData => ({ kind, code, field, params });
    export const defineMessages = <M>(messages: M): M => messages;
    export const MaxLength = (_max: number, _options: object) => (_target: object, _name: string): void => undefined;
  `,
  'src/messages.ts': `
    import { defineMessages } from './core.js';
    export const messages = defineMessages({
      SAID: { zh: '{max} 项', en: '{max}' }, LONELY: { zh: '无人', en: 'nobody' }, FROM_UNION: { zh: '一', en: 'a' }, FROM_TABLE: { zh: '一', en: 'a' }, FROM_CONTEXT: { zh: '一', en: 'a' }, NOTICE_SAID: { zh: '一', en: 'a' },
    });
  `,
  'src/deed.ts': `
    import { MaxLength, refused, type NoticeText, type RefusalData } from './core.js';
    export const fine = refused('INPUT', 'SAID', null, { max: 1 });
    export const withoutParams = refused('INPUT', 'SAID', 'x');
    export const mute = refused('INPUT', 'MUTE_REFUSAL');
    export const union = (code: 'FROM_UNION' | 'MUTE_UNION') => { const said = code; return refused('INPUT', said); };
    export const conditional = (yes: boolean) => refused('INPUT', yes ? 'SAID' : 'MUTE_CONDITIONAL', null, { max: 1 });
    export const data: RefusalData = { kind: 'INPUT', code: 'MUTE_DATA', field: null, params: {} };
    export const notice = (): { notice: NoticeText } => ({ notice: { recipients: [], code: 'MUTE_NOTICE', params: {} } });
    export const said = (): { notice?: NoticeText } => ({ notice: { recipients: [], code: 'NOTICE_SAID', params: {} } });
    export class Input { @MaxLength(1, { context: { code: 'MUTE_CONTEXT' } }) a = ''; @MaxLength(1, { context: { code: 'FROM_CONTEXT' } }) b = ''; }
  `,
  'src/table.ts': `
    import { refused } from './core.js';
    const CODES: Record<string, string> = { a: 'FROM_TABLE', b: 'MUTE_TABLE' };
    export const tabled = (key: string) => refused('INPUT', CODES[key] ?? '');
  `,
  'src/open.ts': "import { refused } from './core.js';\nexport const open = (answer: { code: string }) => refused('INPUT', answer.code.trim());\n",
  'src/deed.spec.ts': "import { refused } from './core.js';\nexport const spec = [refused('INPUT', 'ONLY_A_SPEC'), 'LONELY'];\n",
};

describe('planted codes and messages', () => {
  it('are found, each in its place', async () => {
    const faults = await inPlantedFolder(PLANTED, (folder) => Promise.resolve(codeFaults(codesIn(folder), new Map([['SAID', '{max} 项']]))));
    expect(faults).toEqual([
      'src/deed.ts:11: MUTE_CONTEXT has no message',
      'src/deed.ts:4: SAID is not given {max}',
      'src/deed.ts:5: MUTE_REFUSAL has no message',
      'src/deed.ts:6: MUTE_UNION has no message',
      'src/deed.ts:7: MUTE_CONDITIONAL has no message',
      'src/deed.ts:8: MUTE_DATA has no message',
      'src/deed.ts:9: MUTE_NOTICE has no message',
      'src/messages.ts:3: nobody says LONELY',
      'src/open.ts:2: answer.code.trim() may be any text',
      'src/table.ts:4: MUTE_TABLE has no message',
    ]);
  }, SLOW_MS);
});
