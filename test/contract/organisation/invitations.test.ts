import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer, type Role, type Viewer } from '../../../src/core/access/viewer.js';
import type { MemberId } from '../../../src/core/ids/ids.js';
import { organisationMessages } from '../../../src/organisation/index.js';
import { SendInvitations } from '../../../src/organisation/send-invitations.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { MORNING } from '../rooms/house.js';
import { code, one, PASSWORD, People, refusal, value } from './people.js';
import { SmsBox } from './sms-box.js';

let people: People;
let box: SmsBox;
let joined = 0;
beforeAll(async () => {
  people = await People.open();
  box = await SmsBox.open();
}, 60_000);
afterEach(() => people.house.clock.moveTo(MORNING));
afterAll(async () => {
  await box.close();
  await people.house.close();
});

const deliver = async (): Promise<void> =>
  new SendInvitations(people.house.app, people.invite, box.sender, new MessageCatalogue([organisationMessages]), people.house.clock).handle(await people.house.outbox('MemberInvited'));
const owner = async (kind: 'ENTERPRISE' | 'DEPARTMENT' = 'ENTERPRISE'): Promise<MemberViewer> => people.viewer((await people.founded({ kind })).login);
const account = () => ({ login: `joined-${++joined}`, displayName: '李四', password: PASSWORD });

async function invited(viewer: MemberViewer, roles: Role[] = ['CATALOGUE'], phone: string | null = null): Promise<{ id: string; token: string }> {
  const { id } = value(one(await people.invite.run(people.request(viewer), [{ roles, displayName: '李四', phone }])));
  return { id, token: people.invite.tokenOf(id) };
}

const accept = (token: string, viewer: Viewer = ANONYMOUS, as: ReturnType<typeof account> | null = viewer.kind === 'ANONYMOUS' ? account() : null) =>
  people.accept.run(people.request(viewer), token, as);
/** Somebody new in the organisation of this viewer. */
async function colleague(viewer: MemberViewer, roles: Role[]): Promise<{ memberId: MemberId; login: string }> {
  const as = account();
  const { id } = value(await accept((await invited(viewer, roles)).token, ANONYMOUS, as));
  return { memberId: id, login: as.login };
}
const state = async (token: string): Promise<string> => (await people.sessions.read(token, people.house.clock.now())).state;

describe('an invitation', () => {
  it('lets one person in with a new account and the roles it names, by a token that is nowhere in the database', async () => {
    const viewer = await owner();
    const { id, token } = await invited(viewer, ['CATALOGUE', 'VIEWER']);
    expect(token).toMatch(/^[\w-]{43}$/);
    const kept = await people.house.rows<{ text: string }>('select i::text as text from organisation_invitation i union all select o::text from platform_outbox o union all select a::text from platform_audit a');
    expect(kept.filter(({ text }) => text.includes(token))).toEqual([]);
    expect(value(await people.accept.look(token, people.house.clock.now()))).toMatchObject({ organisationId: viewer.organisationId, roles: ['CATALOGUE', 'VIEWER'], displayName: '李四' });
    const as = account();
    const { id: memberId } = value(await accept(token, ANONYMOUS, as));
    expect(await people.viewer(as.login)).toMatchObject({ organisationId: viewer.organisationId, memberId, roles: ['CATALOGUE', 'VIEWER'] });
    expect(await people.audited(id)).toEqual([['inviteMembers', viewer.organisationId]]);
    expect(await people.audited(memberId)).toEqual([['acceptInvitation', null]]);
  });

  it('is used once, also by two at once', async () => {
    const { token } = await invited(await owner());
    const outcomes = await Promise.all([accept(token), accept(token)]);
    expect(outcomes.map((outcome) => refusal(outcome)?.code ?? 'joined').sort()).toEqual(['INVITATION_USED', 'joined']);
    expect(refusal(await accept(token))).toMatchObject({ kind: 'STATE', code: 'INVITATION_USED', field: 'token' });
  });

  it('is good for a week, and until it is withdrawn by its own organisation', async () => {
    const viewer = await owner();
    const late = await invited(viewer);
    people.house.clock.moveBy(7 * 86_400_000 + 1);
    expect(refusal(await accept(late.token))?.code).toBe('INVITATION_EXPIRED');
    expect(code(await people.withdraw.run(people.request(viewer), [late.id as never]))).toBe('INVITATION_NOT_OPEN');
    people.house.clock.moveTo(MORNING);
    const { id, token } = await invited(viewer);
    expect(code(await people.withdraw.run(people.request(await owner()), [id as never]))).toBe('NOT_FOUND');
    value(one(await people.withdraw.run(people.request(viewer), [id as never])));
    expect(refusal(await accept(token))?.code).toBe('INVITATION_WITHDRAWN');
    expect(code(await people.withdraw.run(people.request(viewer), [id as never]))).toBe('INVITATION_NOT_OPEN');
  });

  it.each([['forged', 'x'.repeat(43)], ['empty', ''], ['of SQL', "' or 1=1 --"]])('that is %s lets nobody in', async (_what, token) => {
    const before = await people.count('organisation_member');
    expect(refusal(await accept(token))).toMatchObject({ kind: 'NOT_FOUND', code: 'INVITATION_UNKNOWN', field: 'token' });
    expect(await people.count('organisation_member')).toBe(before);
  });

  it('is no login: the id of an invitation, or the token of a code, opens nothing', async () => {
    const { id } = await invited(await owner());
    for (const token of [id, people.key.token('code', id), people.key.digest('invitation', people.invite.tokenOf(id))]) expect(refusal(await accept(token))?.code).toBe('INVITATION_UNKNOWN');
  });

  it('is sent to the telephone it names, once, and shown with a masked number', async () => {
    const viewer = await owner();
    const row = value(one(await people.invite.run(people.request(viewer), [{ roles: ['VIEWER'], displayName: null, phone: '138 3510 7001' }])));
    expect(row.phone).toBe('138****7001');
    await deliver();
    await deliver();
    const messages = await box.to('13835107001');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain(people.invite.tokenOf(row.id));
    value(await accept(people.invite.tokenOf(row.id)));
  });

  it('adds an organisation to who is signed in, and brings back who had left, without old sessions', async () => {
    const [viewer, guest] = [await owner(), await people.founded()];
    const before = await people.viewer(guest.login);
    const { id } = value(await accept((await invited(viewer)).token, before));
    const switched = value(one(await people.actFor.run(people.request(before), [viewer.organisationId])));
    expect(await people.viewerOf(switched.token)).toMatchObject({ organisationId: viewer.organisationId, memberId: id, roles: ['CATALOGUE'] });
    expect(refusal(await accept((await invited(viewer)).token, before))).toMatchObject({ kind: 'CONFLICT', code: 'MEMBER_ALREADY' });

    value(one(await people.members.remove(people.request(viewer), [{ memberId: id, reason: '调离' }])));
    expect(await state(switched.token)).toBe('REVOKED');
    const again = await people.viewer(guest.login);
    expect(again.organisationId).toBe(guest.id);
    expect(value(await accept((await invited(viewer, ['VIEWER'])).token, again)).id).toBe(id);
    expect(await state(switched.token)).toBe('REVOKED');
  });

  it('asks for an account of who has none, and for none of who is signed in; a login is unique', async () => {
    const viewer = await owner();
    const { token } = await invited(viewer);
    const guest = await people.founded();
    expect(refusal(await accept(token, ANONYMOUS, null))).toMatchObject({ code: 'ACCOUNT_MISSING', field: 'account' });
    expect(refusal(await accept(token, await people.viewer(guest.login), account()))).toMatchObject({ code: 'ACCOUNT_NOT_NEEDED', field: 'account' });
    expect(refusal(await accept(token, ANONYMOUS, { ...account(), login: guest.login }))).toMatchObject({ code: 'LOGIN_TAKEN', field: 'account.login' });
    expect(refusal(await accept(token, ANONYMOUS, { ...account(), password: 'short' }))).toMatchObject({ code: 'PASSWORD_LENGTH', field: 'account.password' });
    value(await accept(token));
  });

  it.each<[what: string, input: { roles: Role[]; displayName: string | null; phone: string | null }, code: string, field: string]>([
    ['nobody', { roles: ['VIEWER'], displayName: null, phone: null }, 'INVITED_WHOM', 'displayName'],
    ['a blank name', { roles: ['VIEWER'], displayName: ' ', phone: null }, 'DISPLAY_NAME_LENGTH', 'displayName'],
    ['no telephone', { roles: ['VIEWER'], displayName: null, phone: '0351-7654321' }, 'PHONE_MALFORMED', 'phone'],
    ['no role', { roles: [], displayName: '李四', phone: null }, 'ROLES_MISSING', 'roles'],
    ['a bank’s role', { roles: ['LOANS'], displayName: '李四', phone: null }, 'ROLE_NOT_FOR_KIND', 'roles'],
  ])('for %s is refused', async (_what, input, wanted, field) => {
    expect(refusal(one(await people.invite.run(people.request(await owner()), [input])))).toMatchObject({ code: wanted, field });
  });

  it('is one of two hundred open ones at most, and repeated with its key it is the same', async () => {
    const viewer = await owner();
    const inputs = Array.from({ length: 201 }, (_, n) => ({ roles: ['VIEWER'] as Role[], displayName: `第${n}人`, phone: null }));
    const outcomes = await people.invite.run(people.request(viewer), inputs);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(200);
    expect(refusal(outcomes.at(-1) ?? one([]))?.code).toBe('INVITATIONS_TOO_MANY');
    const [other, keyed] = [await owner(), { roles: ['VIEWER'] as Role[], displayName: '李四', phone: null }];
    const twice = [1, 2].map(() => people.invite.run(people.house.request(other, { idempotencyKey: 'once' }), [keyed]));
    const [first, second] = (await Promise.all(twice)).map((outcome) => value(one(outcome)).id);
    expect(second).toBe(first);
  });
});

describe('the members of an organisation', () => {
  const change = async (viewer: MemberViewer, memberId: MemberId, roles: Role[]): Promise<string | null> => code(await people.members.changeRoles(people.request(viewer), [{ memberId, roles }]));
  const remove = async (viewer: MemberViewer, memberId: MemberId, reason = '离职'): Promise<string | null> => code(await people.members.remove(people.request(viewer), [{ memberId, reason }]));

  it('have other roles with the next request', async () => {
    const viewer = await owner();
    const { memberId, login } = await colleague(viewer, ['VIEWER']);
    const { token } = await people.open(login);
    expect(await change(viewer, memberId, ['PURCHASING'])).toBeNull();
    expect((await people.viewerOf(token)).roles).toEqual(['PURCHASING']);
    expect(await people.audited(memberId)).toEqual([['acceptInvitation', null], ['changeMemberRoles', viewer.organisationId]]);
  });

  it('leave with all their sessions there, and the reason is in the audit trail', async () => {
    const viewer = await owner();
    const { memberId, login } = await colleague(viewer, ['VIEWER']);
    const { token } = await people.open(login);
    expect(await remove(viewer, memberId, ' ')).toBe('REASON_MISSING');
    expect(await state(token)).toBe('VALID');
    expect(await remove(viewer, memberId, '离职')).toBeNull();
    expect(await state(token)).toBe('REVOKED');
    expect(code(await people.signIn.run(people.request(ANONYMOUS), [{ login, password: PASSWORD }]))).toBe('LOGIN_OR_PASSWORD_WRONG');
    expect(await people.house.rows('select because from platform_audit where subject_id = $1 and deed = $2', [memberId, 'removeMembers'])).toEqual([{ because: '离职' }]);
    expect(await remove(viewer, memberId)).toBe('NOT_FOUND');
  });

  it('keep their last owner, also when two owners unmake each other at once', async () => {
    const viewer = await owner();
    expect([await change(viewer, viewer.memberId, ['VIEWER']), await remove(viewer, viewer.memberId)]).toEqual(['LAST_OWNER', 'LAST_OWNER']);
    const { memberId, login } = await colleague(viewer, ['OWNER']);
    const other = await people.viewer(login);
    const codes = await Promise.all([remove(viewer, memberId), remove(other, viewer.memberId)]);
    expect(codes.map((one) => one ?? 'removed').sort()).toEqual(['LAST_OWNER', 'removed']);
  });

  it('become owners by an owner alone, and no person two administrators, in one organisation or in two', async () => {
    const viewer = await owner('DEPARTMENT');
    const system = await colleague(viewer, ['SYSTEM_ADMIN']);
    const keeper = await people.viewer(system.login);
    expect(await change(keeper, system.memberId, ['SYSTEM_ADMIN', 'OWNER'])).toBe('OWNER_BY_OWNER');
    expect(await remove(keeper, viewer.memberId)).toBe('OWNER_BY_OWNER');
    expect(code(await people.invite.run(people.request(keeper), [{ roles: ['OWNER'], displayName: '李四', phone: null }]))).toBe('OWNER_BY_OWNER');
    expect(await change(keeper, system.memberId, ['SYSTEM_ADMIN', 'AUDIT_ADMIN'])).toBe('ADMIN_ROLES_TOGETHER');
    const bureau = await owner('DEPARTMENT');
    expect(refusal(await accept((await invited(bureau, ['SECURITY_ADMIN'])).token, keeper))?.code).toBe('ADMIN_ROLES_TOGETHER');
    const { id } = value(await accept((await invited(bureau, ['REVIEWER'])).token, keeper));
    expect(await change(bureau, id, ['AUDIT_ADMIN'])).toBe('ADMIN_ROLES_TOGETHER');
    expect(await change(bureau, id, ['REVIEWER', 'SYSTEM_ADMIN'])).toBeNull();
  });

  it('of another organisation are not found', async () => {
    const [viewer, other] = [await owner(), await owner()];
    const { memberId } = await colleague(other, ['VIEWER']);
    expect([await change(viewer, memberId, ['PURCHASING']), await remove(viewer, memberId)]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
});
