import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idFrom } from '../../src/core/ids/ids.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { RefusalAnswer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';
import { withValueAt, type Place } from './minimal-call.js';
import { readSchemas, type RootCall } from './schemas.js';

const { calls } = await readSchemas();
/** These end the session that asks, or open one without leaving a row that counts. */
const ASIDE = new Set(['signOut', 'actFor', 'signOutEverywhere']);
const asked = calls.filter(({ kind, field }) => kind !== 'Subscription' && !ASIDE.has(field));

let house: RunningHouse;
let registry: Registry;
let members: { readonly market: Member; readonly admin: Member; readonly bank: Member };
beforeAll(async () => {
  house = await runHouse(['market', 'admin']);
  registry = await Registry.open(house, house.market);
  members = {
    market: await registry.member({ roles: ['OWNER', 'CATALOGUE', 'PURCHASING', 'APPROVER'] }),
    admin: await registry.member({ kind: 'DEPARTMENT', roles: ['OWNER', 'REVIEWER', 'EVENTS', 'PROGRAMME', 'AUDITOR', 'SYSTEM_ADMIN'] }),
    bank: await registry.member({ kind: 'BANK' }),
  };
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Seen {
  readonly code: string | null;
  readonly field: string | null;
  readonly message: string;
}

async function send(call: RootCall, variables: Record<string, unknown>): Promise<Seen> {
  const member = call.schema === 'admin' ? members.admin : call.rule.who === 'BANK' ? members.bank : members.market;
  const { data, errors } = await house[call.schema].graphql<Record<string, RefusalAnswer & { readonly items?: readonly { readonly refusal: RefusalAnswer | null }[] } | null>>(call.query, variables, member);
  const [error] = errors;
  const whole = data?.[call.field];
  const answer = whole?.items?.[0]?.refusal ?? whole;
  if (error !== undefined) return { code: error.extensions?.code ?? 'NONE', field: error.extensions?.field ?? null, message: error.message };
  return { code: answer?.code ?? null, field: answer?.field ?? null, message: answer?.message ?? '' };
}

/** The field that a refusal about this place must name; lists by their index, `input` left out. */
const fieldOf = ({ path }: Place): string => path.filter((step, n) => n > 0 || step !== 'input').join('.');
const textPlaces = (call: RootCall): Place[] => call.places.filter(({ scalar }) => ['String', 'ID', 'JSON'].includes(scalar));
const placesOf = (call: RootCall, ...scalars: string[]): Place[] => call.places.filter(({ scalar }) => scalars.includes(scalar));

/** What nobody can keep, in any text of any operation. */
const UNKEEPABLE: readonly (readonly [what: string, text: string, code: string])[] = [
  ['NUL', 'a\u0000b', 'TEXT_NOT_STORABLE'],
  ['half a surrogate pair', 'a\ud800b', 'TEXT_NOT_STORABLE'],
  ['the other half first', '\udc00\ud800', 'TEXT_NOT_STORABLE'],
  ['20,001 characters', 'x'.repeat(20_001), 'TEXT_TOO_LONG'],
  ['1 MB', '字'.repeat(333_000), 'TEXT_TOO_LONG'],
];
const WRONG_SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  Int: [1.5, 'x', 2 ** 31, -(2 ** 31) - 1, {}, []],
  Decimal: [1.5, 'x', '1e9', '0x10', '1,000', '1'.repeat(40), '0.0000001', 'NaN', 'Infinity', ' 1', {}],
  Date: ['2026-02-30', '2026-13-01', '26-1-1', '2026-11-23T00:00:00Z', 'x', 20261123],
  DateTime: ['2026-11-23', '2026-11-23T09:00:00', 'x', 1],
  Boolean: ['true', 1, 'x'],
  String: [1, {}, ['x', 'y']],
  ID: [{}, 1.5, true],
};

describe.each(asked.map((call) => [`${call.schema} ${call.kind}.${call.field}`, call] as const))('%s', (_title, call) => {
  const tables = async (): Promise<Readonly<Record<string, number>>> => house.counts();

  if (textPlaces(call).length > 0) {
    it.each(UNKEEPABLE)('refuses %s in every text and names it', async (_what, text, code) => {
      const before = await tables();
      for (const place of textPlaces(call)) {
        const { message, ...seen } = await send(call, withValueAt(call, place, text));
        expect({ place: place.path, ...seen }).toEqual({ place: place.path, code, field: fieldOf(place) });
        expect(message).toMatch(/[一-龥]/);
      }
      expect(await tables()).toEqual(before);
    }, 60_000);
  }

  if (call.places.some(({ scalar }) => scalar in WRONG_SCALARS)) {
    it('refuses values of another kind, and writes nothing', async () => {
      const before = await tables();
      for (const place of call.places) {
        for (const value of WRONG_SCALARS[place.scalar] ?? []) {
          const { code } = await send(call, withValueAt(call, place, value));
          expect([place.path, value, code]).toEqual([place.path, value, expect.stringMatching(/^(?!INTERNAL$)[A-Z_]+$/)]);
        }
      }
      expect(await tables()).toEqual(before);
    }, 60_000);
  }

  const foreign = placesOf(call, 'ID').filter(({ path }) => /Ids?$/.test(String(path.findLast((step) => typeof step === 'string'))) || call.field !== 'node');
  if (call.kind === 'Mutation' && foreign.length > 0) {
    it.each([
      ['of another noun', idFrom('audit', Date.UTC(2026, 0), new Uint8Array(10))],
      ['of no form', 'x'],
      ['empty', ''],
      ['of SQL', "' or 1=1; --"],
    ])('refuses ids %s', async (_what, id) => {
      const before = await tables();
      for (const place of foreign) {
        const { code, field, message } = await send(call, withValueAt(call, place, id));
        expect([place.path, code]).toEqual([place.path, expect.stringMatching(/^(?!INTERNAL$)[A-Z_]+$/)]);
        expect([place.path, field, message]).toEqual([place.path, expect.any(String), expect.stringMatching(/./)]);
      }
      expect(await tables()).toEqual(before);
    }, 60_000);
  }

  const numbers = placesOf(call, 'Int', 'Decimal');
  if (numbers.length > 0) {
    it.each([-1, -1_000_000])('takes %i for no amount, count or size', async (number) => {
      const before = await tables();
      for (const place of numbers) {
        const { code, field } = await send(call, withValueAt(call, place, place.scalar === 'Int' ? number : String(number)));
        // A question may ask for prices above -1; only what is kept, and the length of a page, must be sensible.
        const mayPass = call.kind === 'Query' && place.path.at(-1) !== 'first';
        if (!mayPass) expect([place.path, code, field]).toEqual([place.path, expect.stringMatching(/^(?!INTERNAL$)[A-Z_]+$/), expect.any(String)]);
        expect([place.path, code]).not.toEqual([place.path, 'INTERNAL']);
      }
      expect(await tables()).toEqual(before);
    }, 60_000);
  }
});

describe('after all that', () => {
  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });

  it('the texts of literals are refused as those of variables are', async () => {
    const { codes } = await house.market.graphql('{ openDemands(after: "\\u0000") { nodes { id } } }');
    expect(codes).toEqual(['TEXT_NOT_STORABLE']);
  });
});
