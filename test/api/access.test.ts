import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema, type IntrospectionQuery } from 'graphql';
import { judge, type AccessVerdict } from '../../src/core/access/rule.js';
import type { OrganisationKind, Role, Viewer } from '../../src/core/access/viewer.js';
import { ROLES_OF } from '../../src/core/organisation/roles.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { Endpoint, RefusalAnswer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';
import { readSchemas, type RootCall } from './schemas.js';

/** What the door says; every other code comes from behind it. */
const DOOR: readonly string[] = ['SIGN_IN_REQUIRED', 'WRONG_KIND', 'ROLE_MISSING', 'NOT_APPROVED'] satisfies AccessVerdict[];
/** A subscription that the door lets in says nothing at first; one that it does not says so at once, as fast as the machine can. */
const SILENCE_MS = 600;
const REFUSAL_MS = 15_000;
const ENDS_ITS_SESSION = new Set(['signOut', 'actFor', 'signOutEverywhere']);

const { apis, calls } = await readSchemas();

let house: RunningHouse;
let registry: Registry;
/** A guest, then a member of every kind and role, and an enterprise that nobody has approved. */
let viewers: { readonly name: string; readonly viewer: Viewer; member: Member | null }[];

beforeAll(async () => {
  house = await runHouse(['market', 'admin']);
  registry = await Registry.open(house, house.market);
  viewers = [{ name: 'guest', viewer: { kind: 'ANONYMOUS' }, member: null }];
  for (const kind of Object.keys(ROLES_OF) as OrganisationKind[]) {
    for (const role of ROLES_OF[kind]) viewers.push({ name: `${kind} ${role}`, viewer: asViewer(kind, role, true), member: await registry.member({ kind, roles: [role] }) });
  }
  viewers.push({ name: 'ENTERPRISE OWNER not approved', viewer: asViewer('ENTERPRISE', 'OWNER', false), member: await registry.member({ approved: false }) });
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const asViewer = (kind: OrganisationKind, role: Role, approved: boolean): Viewer => ({ kind, roles: [role], approved } as unknown as Viewer);

/** The code that the API answers first, in `errors` or as a refusal; null for a success. */
async function codeOf(endpoint: Endpoint, call: RootCall, token: string | null, closed: boolean): Promise<string | null> {
  if (call.kind !== 'Subscription') {
    const answer = await endpoint.graphql<Record<string, RefusalAnswer | null>>(call.query, call.variables, { token });
    return answer.codes[0] ?? answer.data?.[call.field]?.code ?? null;
  }
  const live = endpoint.subscribe(call.query, call.variables, { token });
  await live.connected;
  const first = await live.next(closed ? REFUSAL_MS : SILENCE_MS).catch(() => null);
  await live.close();
  return first?.codes[0] ?? null;
}

describe('who may call', () => {
  it('every root field is asked', () => {
    expect(calls.length).toBe(apis.market.fields.length + apis.admin.fields.length);
  });

  it.each(calls.map((call) => [`${call.schema} ${call.kind}.${call.field}`, call] as const))('%s', async (_title, call) => {
    const endpoint = house[call.schema];
    const verdicts = await Promise.all(viewers.map(async (asking) => {
      const { name, viewer, member } = asking;
      const token = member !== null && ENDS_ITS_SESSION.has(call.field) ? await registry.signIn(member.login) : member?.token ?? null;
      const code = await codeOf(endpoint, call, token, judge(call.rule, viewer) !== 'OPEN');
      expect([name, code]).not.toEqual([name, 'INTERNAL']);
      if (call.field === 'signOutEverywhere' && member !== null) asking.member = { ...member, token: await registry.signIn(member.login) };
      return `${name}: ${code !== null && DOOR.includes(code) ? code : 'OPEN'}`;
    }));
    expect(verdicts).toEqual(viewers.map(({ name, viewer }) => `${name}: ${judge(call.rule, viewer)}`));
  }, 60_000);

  it('no call made a fault', () => {
    expect(house.faults).toEqual([]);
  });
});

describe('the schemas that the processes serve', () => {
  it.each(['market', 'admin'] as const)('%s is the printed one', async (name) => {
    const served = buildClientSchema(await house[name].ask<never>(getIntrospectionQuery()) as IntrospectionQuery);
    expect(printSchema(lexicographicSortSchema(served))).toBe(apis[name].sdl);
  });
});
