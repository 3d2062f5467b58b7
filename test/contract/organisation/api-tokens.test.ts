import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TokenScope } from '../../../src/core/access/token-scopes.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ApiTokenId } from '../../../src/core/ids/ids.js';
import { API_TOKENS_MAX } from '../../../src/core/organisation/api-token.js';
import { pageOfApiTokens, type ApiTokenRow } from '../../../src/organisation/api-token.store.js';
import { CreateApiTokens, type ApiTokenToCreate } from '../../../src/organisation/create-api-tokens.js';
import { RevokeApiTokens } from '../../../src/organisation/revoke-api-tokens.js';
import { scopeOf } from '../../../src/platform/db/database.js';
import { People } from './people.js';

const DAY = 86_400_000;
let people: People;
let creating: CreateApiTokens;
let revoking: RevokeApiTokens;
beforeAll(async () => {
  people = await People.open();
  creating = new CreateApiTokens(people.house.deeds, people.house.ids, people.key);
  revoking = new RevokeApiTokens(people.house.deeds);
}, 60_000);
afterAll(() => people.house.close());

const anOwner = async (): Promise<MemberViewer> => people.viewer((await people.founded()).login);
const now = (): Date => people.house.clock.now();

const aToken = (changes: Partial<ApiTokenToCreate> = {}): ApiTokenToCreate => ({ name: ' 用友 ERP ', scopes: ['CATALOGUE_WRITE', 'DEMAND_READ'], days: 30, ...changes });
async function made(viewer: MemberViewer, changes: Partial<ApiTokenToCreate> = {}): Promise<ApiTokenRow & { readonly secret: string }> {
  const [outcome] = await creating.run(people.request(viewer), [aToken(changes)]);
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
  return { ...outcome.value, secret: creating.secretOf(outcome.value) };
}
const read = (secret: string, at = now()): ReturnType<typeof people.sessions.read> => people.sessions.read(secret, at);
const listed = (viewer: MemberViewer): Promise<ApiTokenRow[]> => people.house.app.read(scopeOf(viewer), (tx) => pageOfApiTokens(tx, viewer.organisationId, 50, null));
const codeOf = (outcome: { readonly ok: boolean; readonly refusal?: { readonly code: string; readonly field: string | null } } | undefined): unknown => [outcome?.refusal?.code, outcome?.refusal?.field];

describe('a token', () => {
  it('acts for its organisation alone, in the roles its scopes need, as nobody in person', async () => {
    const owner = await anOwner();
    const { id, secret } = await made(owner);
    expect(secret).toMatch(/^djk_[\w-]{43}$/);
    expect(await read(secret)).toEqual({
      state: 'VALID',
      viewer: {
        kind: 'ENTERPRISE', organisationId: owner.organisationId, branch: owner.branch, accountId: id, memberId: id, sessionId: id,
        roles: ['VIEWER', 'CATALOGUE'], approved: owner.approved, token: { id, scopes: ['CATALOGUE_WRITE', 'DEMAND_READ'] },
      },
    });
  });

  it('rests nowhere: a hash and four letters are kept, and a repeat with the same key tells the same secret', async () => {
    const owner = await anOwner();
    const request = { ...people.request(owner), idempotencyKey: 'once' };
    const [first] = await creating.run(request, [aToken()]);
    const [second] = await creating.run(request, [aToken()]);
    expect(second).toEqual(first);
    const secret = first?.ok === true ? creating.secretOf(first.value) : '';
    const rows = await people.house.rows<Record<string, unknown>>('select * from organisation_api_token where organisation_id = $1', [owner.organisationId]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ name: '用友 ERP', last_letters: secret.slice(-4) });
    for (const table of ['organisation_api_token', 'platform_idempotency', 'platform_outbox', 'platform_audit']) {
      const all = await people.house.rows<Record<string, unknown>>(`select * from ${table}`);
      expect(JSON.stringify(all)).not.toContain(secret.slice(4));
    }
  });

  it('ends with its last day in Shanghai, when it is revoked, when who made it leaves, and when the organisation is closed', async () => {
    const owner = await anOwner();
    const [expiring, revoked] = [await made(owner, { days: 1 }), await made(owner)];
    expect((await read(expiring.secret, new Date(expiring.expiresAt.getTime() - 1))).state).toBe('VALID');
    expect((await read(expiring.secret, expiring.expiresAt)).state).toBe('TOKEN_EXPIRED');
    expect((await revoking.run(people.request(owner), [revoked.id]))[0]).toMatchObject({ ok: true });
    expect((await read(revoked.secret)).state).toBe('TOKEN_REVOKED');
    expect((await read(`djk_${'x'.repeat(43)}`)).state).toBe('TOKEN_UNKNOWN');

    const orphan = await made(owner);
    await people.house.rows('update organisation_member set disabled_at = $2 where id = $1', [owner.memberId, now()]);
    expect((await read(orphan.secret, new Date(now().getTime() + 1_000))).state).toBe('TOKEN_REVOKED');

    const closing = await anOwner();
    const { secret } = await made(closing);
    await people.house.rows(`update organisation set state = 'CLOSED' where id = $1`, [closing.organisationId]);
    expect((await read(secret)).state).toBe('TOKEN_REVOKED');
  });

  it('of a suspended organisation reads on and publishes nothing', async () => {
    const owner = await anOwner();
    const { secret } = await made(owner);
    await people.house.rows(`update organisation set state = 'SUSPENDED' where id = $1`, [owner.organisationId]);
    expect(await read(secret)).toMatchObject({ state: 'VALID', viewer: { approved: false } });
  });

  it('tells when it was used last, to the minute', async () => {
    const owner = await anOwner();
    const { secret } = await made(owner);
    expect((await listed(owner))[0]?.lastUsedAt).toBeNull();
    const first = now();
    await read(secret, first);
    await read(secret, new Date(first.getTime() + 59_000));
    expect((await listed(owner))[0]?.lastUsedAt).toEqual(first);
    await read(secret, new Date(first.getTime() + 61_000));
    expect((await listed(owner))[0]?.lastUsedAt).toEqual(new Date(first.getTime() + 61_000));
  });

  it('leaves its trace: both deeds are audited and told to the organisation', async () => {
    const owner = await anOwner();
    const { id, lastLetters } = await made(owner);
    await revoking.run(people.request(owner), [id]);
    const events = await people.house.rows<{ type: string; notice: { code: string; recipients: string[]; params: object } }>('select type, notice from platform_outbox where subject_id = $1 order by id', [id]);
    const told = { recipients: [owner.organisationId], params: { name: '用友 ERP', lastLetters } };
    expect(events).toEqual([{ type: 'ApiTokenCreated', notice: { ...told, code: 'NOTICE_API_TOKEN_CREATED' } }, { type: 'ApiTokenRevoked', notice: { ...told, code: 'NOTICE_API_TOKEN_REVOKED' } }]);
    expect(await people.audited(id)).toEqual([['createApiTokens', owner.organisationId], ['revokeApiTokens', owner.organisationId]]);
  });
});

describe('a token is refused', () => {
  it.each<[what: string, changes: Partial<ApiTokenToCreate>, code: string, field: string]>([
    ['without a name', { name: '  ' }, 'API_TOKEN_NAME_LENGTH', 'name'],
    ['with a name too long', { name: '字'.repeat(101) }, 'API_TOKEN_NAME_LENGTH', 'name'],
    ['without a scope', { scopes: [] as TokenScope[] }, 'API_TOKEN_WITHOUT_SCOPE', 'scopes'],
    ['for no day', { days: 0 }, 'API_TOKEN_DAYS', 'days'],
    ['for more than a year and a day', { days: 367 }, 'API_TOKEN_DAYS', 'days'],
  ])('%s', async (_what, changes, code, field) => {
    const owner = await anOwner();
    expect(codeOf((await creating.run(people.request(owner), [aToken(changes)]))[0] as never)).toEqual([code, field]);
    expect(await listed(owner)).toEqual([]);
  });

  it('beyond twenty that work, also when they are made at once; one that ended makes room', async () => {
    const owner = await anOwner();
    const outcomes = (await Promise.all(Array.from({ length: 3 }, () => creating.run(people.request(owner), Array.from({ length: 8 }, () => aToken({ days: 2 })))))).flat();
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(API_TOKENS_MAX);
    expect(codeOf(outcomes.find(({ ok }) => !ok) as never)).toEqual(['API_TOKENS_TOO_MANY', null]);
    const [{ id }] = (await listed(owner)) as [ApiTokenRow];
    await revoking.run(people.request(owner), [id]);
    expect((await creating.run(people.request(owner), [aToken()]))[0]?.ok).toBe(true);
    const later = { ...people.request(owner), receivedAt: new Date(now().getTime() + 4 * DAY) };
    expect((await creating.run(later, [aToken()]))[0]?.ok).toBe(true);
  });

  it('to be revoked twice, or by another organisation; a token makes and ends none', async () => {
    const [owner, stranger] = [await anOwner(), await anOwner()];
    const { id, secret } = await made(owner);
    expect(codeOf((await revoking.run(people.request(stranger), [id]))[0] as never)).toEqual(['NOT_FOUND', 'tokenId']);
    const reading = await read(secret);
    const asToken = people.request(reading.state === 'VALID' ? reading.viewer : stranger);
    expect(codeOf((await creating.run(asToken, [aToken()]))[0] as never)).toEqual(['NOT_FOUND', 'organisationId']);
    expect(codeOf((await revoking.run(asToken, [id]))[0] as never)).toEqual(['NOT_FOUND', 'tokenId']);
    expect((await revoking.run(people.request(owner), [id, id])).map((one) => codeOf(one as never))).toEqual([[undefined, undefined], ['API_TOKEN_REVOKED_ALREADY', 'tokenId']]);
    expect(await listed(stranger)).toEqual([]);
    expect(codeOf((await revoking.run(people.request(owner), ['tok_00000000000000000000000000' as ApiTokenId]))[0] as never)).toEqual(['NOT_FOUND', 'tokenId']);
  });
});
