import { ActFor } from './act-for.js';
import { AddMembers } from './add-members.js';
import { CorrectRegistration } from './correct-registration.js';
import { FoundOrganisation } from './found-organisation.js';
import { AccountEntity, MemberEntity, OrganisationEntity, ReviewEntity, SessionEntity } from './organisation.entity.js';
import { RegisterEnterprise } from './register-enterprise.js';
import { RegisterOrganisations } from './register-organisations.js';
import { ReinstateOrganisations } from './reinstate-organisations.js';
import { ReviewRegistrations } from './review-registrations.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { SuspendOrganisations } from './suspend-organisations.js';

export { activeMembers } from './active-members.store.js';
export { organisationMessages } from './messages.js';
export { organisationsByIds, visibleOrganisations, type VisibleOrganisation } from './organisation.store.js';
export { ReadSession } from './read-session.js';
export {
  AccountEntity, ActFor, AddMembers, CorrectRegistration, FoundOrganisation, MemberEntity, OrganisationEntity, RegisterEnterprise, RegisterOrganisations,
  ReinstateOrganisations, ReviewEntity, ReviewRegistrations, SessionEntity, SignIn, SignOut, SuspendOrganisations,
};

export const ORGANISATION_ENTITIES = [OrganisationEntity, AccountEntity, MemberEntity, SessionEntity, ReviewEntity] as const;

export const organisationDeeds = [
  SignIn, SignOut, ActFor, RegisterEnterprise, CorrectRegistration, RegisterOrganisations, FoundOrganisation, ReviewRegistrations,
  SuspendOrganisations, ReinstateOrganisations, AddMembers,
] as const;
