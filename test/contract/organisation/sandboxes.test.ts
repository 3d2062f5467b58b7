import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { SANDBOXES_A_DAY } from '../../../src/core/organisation/sandbox.js';
import { CreateApiTokens } from '../../../src/organisation/create-api-tokens.js';
import { OpenSandboxes, type SandboxDeed } from '../../../src/organisation/open-sandboxes.js';
import { openSandboxOf } from '../../../src/organisation/sandbox.store.js';
import { scopeOf } from '../../../src/platform/db/database.js';
import { People } from './people.js';

let people: People;
let creating: CreateApiTokens;
let opening: OpenSandboxes;
beforeAll(async () => {
  people = await People.open();
  creating = new CreateApiTokens(people.house.deeds, people.house.ids, people.key);
  opening = new OpenSandboxes(people.house.deeds, people.house.ids);
}, 60_000);
afterAll(() => people.house.close());

const anOwner = async (): Promise<MemberViewer> => people.viewer((await people.founded()).login);
const keep = async (viewer: MemberViewer, deed: SandboxDeed): Promise<string> => {
  const [outcome] = await opening.run(people.request(viewer), [deed]);
  return outcome?.ok === true ? outcome.value.id : outcome?.refusal.code ?? '';
};
async function tokenOf(viewer: MemberViewer): Promise<string> {
  const [outcome] = await creating.run(people.request(viewer), [{ name: '试接', scopes: ['CATALOGUE_WRITE'], sandbox: true, days: 30 }]);
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
  return creating.secretOf(outcome.value);
}
const read = (secret: string) => people.sessions.read(secret, people.house.clock.now());

describe('the sandbox of an enterprise', () => {
  it('is one, also when it is asked for twice at once, and a second asking writes nothing', async () => {
    const owner = await anOwner();
    const ids = await Promise.all([keep(owner, 'OPEN'), keep(owner, 'OPEN')]);
    expect(new Set(ids).size).toBe(1);
    const rows = await people.house.rows('select id, sandbox_of, state, branch::text as branch, credit_code, parent_id from organisation where sandbox_of = $1', [owner.organisationId]);
    expect(rows).toEqual([{ id: ids[0], sandbox_of: owner.organisationId, state: 'APPROVED', branch: ids[0], credit_code: null, parent_id: null }]);
    expect(await people.house.rows(`select from platform_audit where deed = 'openSandboxes' and subject_id = $1`, [ids[0]])).toHaveLength(1);
    expect((await people.house.outbox('SandboxOpened')).filter(({ organisationId }) => organisationId === owner.organisationId)).toHaveLength(1);
  });

  it('is seen by its enterprise and by nobody else', async () => {
    const [owner, stranger] = [await anOwner(), await anOwner()];
    const id = await keep(owner, 'OPEN');
    const seenBy = (viewer: MemberViewer) => people.house.app.read(scopeOf(viewer), async (tx) => (await tx.query('select from organisation where id = $1', [id])).length);
    expect([await seenBy(owner), await seenBy(stranger)]).toEqual([1, 0]);
    expect(await people.house.app.read(scopeOf(stranger), (tx) => openSandboxOf(tx, owner.organisationId))).toBeNull();
  });

  it('is emptied into another one, so often and no oftener, and may be again after a day', async () => {
    const owner = await anOwner();
    expect(await keep(owner, 'EMPTY')).toBe('SANDBOX_NOT_OPEN');
    const ids = [await keep(owner, 'OPEN')];
    for (let n = 1; n < SANDBOXES_A_DAY; n++) ids.push(await keep(owner, 'EMPTY'));
    expect(new Set(ids).size).toBe(SANDBOXES_A_DAY);
    expect(await keep(owner, 'EMPTY')).toBe('SANDBOX_EMPTIED_TOO_OFTEN');
    expect(await keep(owner, 'OPEN')).toBe(ids.at(-1));
    expect(await people.house.rows(`select id from organisation where sandbox_of = $1 and state <> 'CLOSED'`, [owner.organisationId])).toEqual([{ id: ids.at(-1) }]);
    people.house.clock.moveBy(86_400_001);
    expect(await keep(owner, 'EMPTY')).toMatch(/^sbx_/);
  });

  it('is not for a token, a department, or one that waits for its approval', async () => {
    const owner = await anOwner();
    const others: MemberViewer[] = [{ ...owner, kind: 'DEPARTMENT' }, { ...owner, token: { id: 'tok_x' as never, scopes: [] } }, { ...owner, approved: false }];
    const codes = [];
    for (const viewer of others) codes.push(await keep(viewer, 'OPEN'));
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_APPROVED']);
    expect(await people.house.rows('select from organisation where sandbox_of = $1', [owner.organisationId])).toEqual([]);
  });
});

describe('a token of a sandbox', () => {
  it('acts for whichever is open now, and stands and falls with the enterprise', async () => {
    const owner = await anOwner();
    const first = await keep(owner, 'OPEN');
    const secret = await tokenOf(owner);
    expect(secret).toMatch(/^djk_sandbox_[\w-]{43}$/);
    expect(await read(secret)).toMatchObject({ state: 'VALID', viewer: { kind: 'ENTERPRISE', organisationId: first, branch: first, approved: true, roles: ['VIEWER', 'CATALOGUE'] } });
    const second = await keep(owner, 'EMPTY');
    expect(await read(secret)).toMatchObject({ viewer: { organisationId: second, branch: second } });
    await people.house.rows(`update organisation set state = 'SUSPENDED' where id = $1`, [owner.organisationId]);
    expect(await read(secret)).toMatchObject({ state: 'VALID', viewer: { organisationId: second, approved: false } });
    await people.house.rows(`update organisation set state = 'CLOSED' where id = $1`, [owner.organisationId]);
    expect(await read(secret)).toMatchObject({ state: 'TOKEN_REVOKED' });
  });

  it('of the market acts for the enterprise, whatever sandbox it has', async () => {
    const owner = await anOwner();
    await keep(owner, 'OPEN');
    const [made] = await creating.run(people.request(owner), [{ name: 'ERP', scopes: ['CATALOGUE_WRITE'], days: 30 }]);
    expect(await read(made?.ok === true ? creating.secretOf(made.value) : '')).toMatchObject({ viewer: { organisationId: owner.organisationId } });
  });
});
