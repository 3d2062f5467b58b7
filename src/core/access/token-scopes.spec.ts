import { describe, expect, it } from '@jest/globals';
import { rolesOfScopes, TOKEN_DOORS, TOKEN_SCOPES, tokenFault, type TokenDoor, type TokenScope } from './token-scopes.js';

describe('the door and a token', () => {
  it.each<[door: TokenDoor, scopes: TokenScope[], fault: string | null]>([
    ['ANY', ['NOTICES_READ'], null],
    ['NEVER', [...TOKEN_SCOPES], 'PEOPLE_ONLY'],
    ['CATALOGUE_READ', ['CATALOGUE_READ', 'DEMAND_READ'], null],
    ['CATALOGUE_WRITE', ['CATALOGUE_READ'], 'CATALOGUE_WRITE'],
    ['DEMAND_READ', [], 'DEMAND_READ'],
  ])('%s, held by %j', (door, scopes, fault) => {
    expect(tokenFault(door, scopes)).toBe(fault);
  });

  it.each<[scopes: TokenScope[], roles: string[]]>([
    [['CATALOGUE_READ', 'DEMAND_READ', 'NOTICES_READ', 'RECOMMENDATIONS_READ'], ['VIEWER']],
    [['CATALOGUE_WRITE'], ['VIEWER', 'CATALOGUE']],
    [['DEMAND_WRITE', 'RECOMMENDATIONS_ANSWER'], ['VIEWER', 'PURCHASING', 'CATALOGUE']],
    [['WEBHOOKS_MANAGE'], ['VIEWER', 'OWNER']],
  ])('acts with %j as %j', (scopes, roles) => {
    expect(rolesOfScopes(scopes)).toEqual(roles);
  });

  it.each(['Mutation.signIn', 'Mutation.createApiToken', 'Mutation.changePassword', 'Mutation.addMember', 'Query.members', 'Mutation.claimOrganisation', 'Mutation.completeSecondFactor'])('%s is people’s', (field) => {
    expect(TOKEN_DOORS[field]).toBe('NEVER');
  });
});
