import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import type { FileId, OrganisationId } from '../../../src/core/ids/ids.js';
import type { FormerOwners } from '../../../src/core/organisation/claim.js';
import { ClaimOrganisation, type OrganisationToClaim } from '../../../src/organisation/claim-organisation.js';
import { claimsOf, pageOfClaims } from '../../../src/organisation/claim.store.js';
import { DecideClaims } from '../../../src/organisation/decide-claims.js';
import { EnterEnterprises } from '../../../src/organisation/enter-enterprises.js';
import { code, creditCode, one, PASSWORD, People, refusal, value } from './people.js';

let people: People;
let officer: MemberViewer;
let county: MemberViewer;
let claiming: ClaimOrganisation;
let deciding: DecideClaims;
let entering: EnterEnterprises;
beforeAll(async () => {
  people = await People.open();
  const { app, deeds, ids } = people.house;
  const province = await people.founded({ kind: 'DEPARTMENT', name: '省工信厅', regionCode: '140000' });
  officer = await people.viewer(province.login);
  county = await people.viewer((await people.founded({ kind: 'DEPARTMENT', name: '古交市工信局', regionCode: '140181', parentId: province.id })).login);
  claiming = new ClaimOrganisation(app, deeds, ids);
  deciding = new DecideClaims(deeds, ids);
  entering = new EnterEnterprises(app, deeds, ids);
}, 60_000);
afterAll(() => people.house.close());

let made = 500;
const entered = async (): Promise<{ id: OrganisationId; creditCode: string }> => {
  const n = ++made;
  return value(one(await entering.run(people.request(officer), [{
    kind: 'ENTERPRISE', name: `代填第${n}厂`, creditCode: creditCode(n), regionCode: '140105', industryCode: null, sizeClass: null, trades: ['BUYER'], businessPhone: null, contactName: null, contactPhone: null,
  }])));
};
const newcomer = () => ({ login: `claimant-${++made}`, displayName: '韩梅梅', password: PASSWORD });
const claim = (viewer: Viewer, input: Partial<OrganisationToClaim> & { readonly creditCode: string }) =>
  claiming.run(people.request(viewer), [{ reason: '本企业设备科科长', evidenceFileIds: [], owner: null, ...input }]);
const decide = (claimId: string, approve: boolean, formerOwners: FormerOwners | null = null, reason: string | null = null, viewer = officer) =>
  deciding.run(people.request(viewer), [{ claimId: claimId as never, approve, reason, formerOwners }]);
const evidence = async (viewer: MemberViewer, purpose = 'EVIDENCE'): Promise<FileId> => {
  const id = people.house.ids.next('file');
  await people.house.rows(
    `insert into platform_file (id, owner_id, name, size_bytes, sha256, kind, purpose, state, created_at, created_by) values ($1, $2, '授权书.pdf', 1, $3, 'PDF', $4, 'CLEAN', now(), $5)`,
    [id, viewer.organisationId, 'a'.repeat(64), purpose, viewer.memberId]);
  return id;
};

describe('an enterprise that was entered on its behalf', () => {
  it('is claimed by somebody without an account, who owns it once a department has approved', async () => {
    const { id, creditCode: its } = await entered();
    const owner = newcomer();
    const opened = value(one(await claim(ANONYMOUS, { creditCode: its, owner })));
    expect(opened).toMatchObject({ kind: 'CLAIM', dueOn: '2026-11-30' });
    const signIn = async () => code(await people.signIn.run(people.request(ANONYMOUS), [owner]));
    expect(await signIn()).toBe('LOGIN_OR_PASSWORD_WRONG');
    const [queued] = (await people.house.read(officer, (tx) => pageOfClaims(tx, '', 100, null))).filter((row) => row.id === opened.id);
    expect(queued).toMatchObject({ organisationId: id, claimantName: '韩梅梅', reason: '本企业设备科科长', claimantId: null });
    value(one(await decide(opened.id, true)));
    const viewer = await people.viewer(owner.login);
    expect(viewer).toMatchObject({ organisationId: id, roles: ['OWNER'], approved: false });
    // Nobody asked it about the record yet: it is checked by who owns it now, and handed in.
    expect(value(one(await people.correct.run(people.request(viewer), [{ industryCode: 'C35' }])))).toMatchObject({ state: 'UNDER_REVIEW' });
    expect(await people.house.rows('select state, claimant_name from organisation_claim where id = $1', [opened.id])).toEqual([{ state: 'APPROVED', claimant_name: null }]);
    expect(await people.house.rows(`select case_kind, state from organisation_review where case_id = $1`, [opened.id])).toEqual([{ case_kind: 'CLAIM', state: 'APPROVED' }]);
    expect(await people.house.rows(`select organisation_id, member_id from platform_audit where deed = 'decideClaims' and subject_id = $1`, [opened.id]))
      .toEqual([{ organisation_id: officer.organisationId, member_id: officer.memberId }]);
  });

  it('is claimed by somebody who owns another, and acts for both then', async () => {
    const { id, creditCode: its } = await entered();
    const { login } = await people.founded();
    const viewer = await people.viewer(login);
    const opened = value(one(await claim(viewer, { creditCode: its })));
    expect(code(await claim(viewer, { creditCode: its }))).toBe('CLAIM_OPEN_ALREADY');
    expect((await people.house.read(viewer, (tx) => claimsOf(tx, viewer.organisationId, 20))).map((row) => row.id)).toEqual([opened.id]);
    value(one(await decide(opened.id, true)));
    expect(value(one(await people.actFor.run(people.request(viewer), [id])))).toMatchObject({ organisationId: id });
    expect(code(await claim(viewer, { creditCode: its }))).toBe('CLAIM_OWN');
  });

  it('stays nobody’s when the claim is refused, with a reason', async () => {
    const { id, creditCode: its } = await entered();
    const owner = newcomer();
    const opened = value(one(await claim(ANONYMOUS, { creditCode: its, owner })));
    expect(refusal(one(await decide(opened.id, false)))).toMatchObject({ code: 'REASON_MISSING', field: 'reason' });
    value(one(await decide(opened.id, false, null, '无法核实身份')));
    expect(code(await decide(opened.id, true))).toBe('CLAIM_NOT_OPEN');
    expect(await people.house.rows('select id from organisation_member where organisation_id = $1', [id])).toEqual([]);
    expect(code(await people.signIn.run(people.request(ANONYMOUS), [owner]))).toBe('LOGIN_OR_PASSWORD_WRONG');
  });

  it.each<[string, () => Promise<string | null>, string]>([
    ['with a code that nobody registered', () => claim(ANONYMOUS, { creditCode: creditCode(99_999), owner: newcomer() }).then(code), 'CLAIM_CODE_UNKNOWN'],
    ['without any account', async () => claim(ANONYMOUS, { creditCode: (await entered()).creditCode }).then(code), 'CLAIM_ACCOUNT_MISSING'],
    ['with a second account', async () => claim(await people.viewer((await people.founded()).login), { creditCode: (await entered()).creditCode, owner: newcomer() }).then(code), 'CLAIM_ACCOUNT_EXISTS'],
    ['with a login that is taken', async () => claim(ANONYMOUS, { creditCode: (await entered()).creditCode, owner: { ...newcomer(), login: (await people.founded()).login } }).then(code), 'LOGIN_TAKEN'],
    ['with a plain password', async () => claim(ANONYMOUS, { creditCode: (await entered()).creditCode, owner: { ...newcomer(), password: 'aaaaaaaa' } }).then(code), 'PASSWORD_TOO_PLAIN'],
  ])('is not claimed %s, and nothing is written', async (_what, attempt, refused) => {
    const claims = async () => (await people.house.rows('select id from organisation_claim')).length;
    const before = await claims();
    expect(await attempt()).toBe(refused);
    expect(await claims()).toBe(before);
  });

  it('is not decided by a department of another county, nor by an enterprise', async () => {
    const opened = value(one(await claim(ANONYMOUS, { creditCode: (await entered()).creditCode, owner: newcomer() })));
    const queue = async (region: string) => (await people.house.read(county, (tx) => pageOfClaims(tx, region, 100, null))).some((row) => row.id === opened.id);
    expect([await queue('140181'), await queue('1401')]).toEqual([false, true]);
    expect(code(await decide(opened.id, true, null, null, county))).toBe('NOT_FOUND');
    expect(code(await decide(opened.id, true, null, null, await people.viewer((await people.founded()).login)))).toBe('NOT_FOUND');
    value(one(await decide(opened.id, true)));
  });
});

describe('a takeover', () => {
  const contested = async () => {
    const { organisation, login } = await people.founded();
    const claimant = await people.viewer((await people.founded()).login);
    const opened = value(one(await claim(claimant, { creditCode: organisation.creditCode ?? '', evidenceFileIds: [await evidence(claimant)] })));
    return { id: organisation.id, login, claimant, opened };
  };

  it('takes nothing from the owner until it is decided, and tells both', async () => {
    const { id, login, opened, claimant } = await contested();
    expect(opened.kind).toBe('TAKEOVER');
    expect(await people.viewer(login)).toMatchObject({ organisationId: id, roles: ['OWNER'], approved: true });
    const told = async () => (await people.house.outbox()).flatMap(({ subjectId, notice }) => (subjectId === id && notice !== null ? [[notice.code, notice.recipients]] : []));
    expect(await told()).toEqual([['NOTICE_TAKEOVER_OPENED', [id]]]);
    value(one(await decide(opened.id, false, null, '授权书未盖章')));
    expect((await told()).at(-1)).toEqual(['NOTICE_CLAIM_REFUSED', [id, claimant.organisationId]]);
    expect(await people.viewer(login)).toMatchObject({ roles: ['OWNER'] });
  });

  it.each<[FormerOwners, string[] | null]>([['KEEP', ['OWNER']], ['VIEWER', ['VIEWER']], ['REMOVE', null]])('that decides %s leaves the former owner %j', async (formerOwners, roles) => {
    const { id, login, opened, claimant } = await contested();
    const { token } = await people.open(login);
    expect(refusal(one(await decide(opened.id, true)))).toMatchObject({ code: 'FORMER_OWNERS_MISSING', field: 'formerOwners' });
    value(one(await decide(opened.id, true, formerOwners)));
    expect((await people.sessions.read(token, people.house.clock.now())).state).toBe(formerOwners === 'KEEP' ? 'VALID' : 'REVOKED');
    if (roles === null) expect(code(await people.signIn.run(people.request(ANONYMOUS), [{ login, password: PASSWORD }]))).toBe('LOGIN_OR_PASSWORD_WRONG');
    else expect(await people.viewer(login)).toMatchObject({ roles });
    expect(value(one(await people.actFor.run(people.request(claimant), [id])))).toMatchObject({ organisationId: id });
    // With the claim decided the department reaches nobody of the enterprise any more.
    expect(await people.house.read(officer, (tx) => tx.query('select id from organisation_member where organisation_id = $1', [id]))).toEqual([]);
  });

  it('needs evidence of one’s own, and an account', async () => {
    const { organisation } = await people.founded();
    const its = organisation.creditCode ?? '';
    const claimant = await people.viewer((await people.founded()).login);
    expect(code(await claim(claimant, { creditCode: its }))).toBe('TAKEOVER_EVIDENCE_MISSING');
    expect(code(await claim(ANONYMOUS, { creditCode: its, owner: newcomer() }))).toBe('TAKEOVER_NEEDS_ACCOUNT');
    const others = await evidence(await people.viewer((await people.founded()).login));
    expect(refusal(one(await claim(claimant, { creditCode: its, evidenceFileIds: [others] })))).toMatchObject({ code: 'NOT_FOUND', field: 'evidenceFileIds.0' });
    expect(code(await claim(claimant, { creditCode: its, evidenceFileIds: [await evidence(claimant, 'IMPORT')] }))).toBe('NOT_FOUND');
  });
});
