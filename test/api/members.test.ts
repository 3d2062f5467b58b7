import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messagesIn } from '../contract/organisation/sms-box.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const INVITED = 'MemberInvited { token invitation { id state phone roles } }';
const ACCEPTED = 'InvitationAccepted { memberId organisationId organisationName }';
const OFFER = 'query ($token: String!) { invitation(token: $token) { organisationName roles displayName kind } }';
const PASSWORD = 'correct horse 7 battery';

interface Invited {
  readonly token: string;
  readonly invitation: { readonly id: string; readonly state: string; readonly phone: string | null; readonly roles: string[] };
}

let house: RunningHouse;
let registry: Registry;
let owner: Member;
let joined = 0;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  owner = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const invite = (input: Record<string, unknown> = {}, by = owner): Promise<Invited> => house.market.done<Invited>('inviteMember', { roles: ['CATALOGUE'], displayName: '李四', ...input }, INVITED, by);
const account = () => ({ login: `invited-${++joined}`, displayName: '李四', password: PASSWORD });
const accept = (token: string, more: Record<string, unknown> = { account: account() }, asking = {}) =>
  house.market.perform<{ code?: string; field?: string; memberId: string; organisationId: string }>('acceptInvitation', { token, ...more }, ACCEPTED, asking);
const join = (token: string, as: ReturnType<typeof account>) => house.market.done<{ memberId: string; organisationId: string }>('acceptInvitation', { token, account: as }, ACCEPTED);

describe('an invitation', () => {
  it('goes by SMS to the telephone, is looked at, and opens an account once', async () => {
    const { token, invitation } = await invite({ phone: '13835300001' });
    expect(invitation).toMatchObject({ state: 'OPEN', phone: '138****0001', roles: ['CATALOGUE'] });
    await house.until('the invitation is sent', async () => (await messagesIn(house.dataDir)).some(({ to, text }) => to === '13835300001' && text.includes(token)));
    expect(await house.market.ask(OFFER, { token })).toMatchObject({ invitation: { roles: ['CATALOGUE'], displayName: '李四', kind: 'ENTERPRISE' } });
    const as = account();
    const { organisationId, memberId } = await join(token, as);
    expect(organisationId).toBe(owner.organisationId);
    const { session } = await house.market.done<{ session: { token: string } }>('signIn', { login: as.login, password: PASSWORD }, 'SignedIn { session { token } }');
    expect(await house.market.ask('{ viewer { memberId roles organisation { id } } }', {}, session)).toEqual({ viewer: { memberId, roles: ['CATALOGUE'], organisation: { id: owner.organisationId } } });
    expect(await accept(token)).toMatchObject({ code: 'INVITATION_USED', field: 'token' });
    expect((await house.market.graphql(OFFER, { token })).codes).toEqual(['INVITATION_USED']);
    for (const name of ['market', 'admin', 'worker'] as const) for (const secret of [token, '13835300001']) expect(house.program(name).log).not.toContain(secret);
  });

  it('that is forged, expired or withdrawn opens none, and writes nothing', async () => {
    const [late, taken] = [await invite(), await invite()];
    await house.sql(`update organisation_invitation set expires_at = now() - interval '1 second' where id = $1`, [late.invitation.id]);
    await house.market.done('withdrawInvitation', { invitationId: taken.invitation.id }, 'InvitationWithdrawn { invitation { state } }', owner);
    const before = await house.counts();
    const codes = await Promise.all([accept('x'.repeat(43)), accept(late.token), accept(taken.token), accept(late.invitation.id)]);
    expect(codes.map(({ code }) => code)).toEqual(['INVITATION_UNKNOWN', 'INVITATION_EXPIRED', 'INVITATION_WITHDRAWN', 'INVITATION_UNKNOWN']);
    expect(await house.counts()).toEqual(before);
    const { invitations } = await house.market.ask<{ invitations: { nodes: { id: string; state: string }[] } }>('{ invitations(first: 3) { nodes { id state } } }', {}, owner);
    expect(invitations.nodes.slice(0, 2).map(({ state }) => state).sort()).toEqual(['EXPIRED', 'WITHDRAWN']);
  });

  it('repeated with its key is the same, told again', async () => {
    const keyed = { idempotencyKey: 'invite-1' };
    expect(await invite(keyed)).toEqual(await invite(keyed));
    const { code } = await house.market.refused('inviteMember', { ...keyed, roles: ['VIEWER'], displayName: '李四' }, INVITED, owner);
    expect(code).toBe('IDEMPOTENCY_KEY_REUSED');
    const kept = JSON.stringify(await house.sql('select answer from platform_idempotency'));
    expect(kept).not.toContain((await invite(keyed)).token);
  });

  it('adds the organisation to who is signed in', async () => {
    const guest = await registry.member();
    const { token } = await invite({ roles: ['VIEWER'] });
    expect(await accept(token, {}, guest)).toMatchObject({ organisationId: owner.organisationId });
    const { session } = await house.market.done<{ session: { token: string } }>('actFor', { organisationId: owner.organisationId }, 'SignedIn { session { token } }', guest);
    expect(await house.market.ask('{ viewer { roles } }', {}, session)).toEqual({ viewer: { roles: ['VIEWER'] } });
  });

  it('is asked about sixty times an hour from one address', async () => {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 61; n++) codes.push((await house.admin.graphql(OFFER, { token: `guess-${n}` })).codes[0]);
    expect([codes[0], codes[59], codes[60]]).toEqual(['INVITATION_UNKNOWN', 'INVITATION_UNKNOWN', 'INVITATION_TOO_OFTEN']);
  });
});

describe('a member', () => {
  it('gets other roles and is removed, at once and in its open session', async () => {
    const as = account();
    const { memberId } = await join((await invite({ roles: ['VIEWER'] })).token, as);
    const token = await registry.signIn(as.login);
    const roles = async (): Promise<unknown> => (await house.market.graphql('{ viewer { roles } }', {}, { token })).data;
    expect((await house.market.graphql('{ members { nodes { id } } }', {}, { token })).codes).toEqual(['ROLE_MISSING']);
    await house.market.done('changeMemberRoles', { memberId, roles: ['OWNER'] }, 'MemberRolesChanged { member { roles } }', owner);
    expect(await roles()).toEqual({ viewer: { roles: ['OWNER'] } });
    expect((await house.market.graphql('{ members { nodes { id } } }', {}, { token })).codes).toEqual([]);
    await house.market.done('removeMember', { memberId, reason: '离职' }, 'MemberRemoved { memberId }', owner);
    expect((await house.market.graphql('{ members { nodes { id } } }', {}, { token })).codes).toEqual(['SESSION_REVOKED']);
    const { members } = await house.market.ask<{ members: { nodes: { id: string }[] } }>('{ members(first: 100) { nodes { id } } }', {}, owner);
    expect(members.nodes.map(({ id }) => id)).not.toContain(memberId);
  });

  it('who is the last owner stays, and nobody else’s members are touched', async () => {
    const [alone, stranger] = [await registry.member(), await registry.member()];
    const { viewer: { memberId } } = await house.market.ask<{ viewer: { memberId: string } }>('{ viewer { memberId } }', {}, alone);
    const refusals = await Promise.all([
      house.market.refused('removeMember', { memberId, reason: 'x' }, 'MemberRemoved { memberId }', alone),
      house.market.refused('changeMemberRoles', { memberId, roles: ['VIEWER'] }, 'MemberRolesChanged { member { id } }', alone),
      house.market.refused('removeMember', { memberId, reason: 'x' }, 'MemberRemoved { memberId }', stranger),
      house.market.refused('changeMemberRoles', { memberId, roles: ['LOANS'] }, 'MemberRolesChanged { member { id } }', stranger),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(['LAST_OWNER', 'LAST_OWNER', 'NOT_FOUND', 'NOT_FOUND']);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
