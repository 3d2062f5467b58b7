import { AcceptInvitation } from './accept-invitation.js';
import { ActFor } from './act-for.js';
import { AddMembers } from './add-members.js';
import { ChangeMembers } from './change-members.js';
import { ChangePassword } from './change-password.js';
import { ClaimOrganisation } from './claim-organisation.js';
import { ClaimEntity } from './claim.entity.js';
import { CompleteSecondFactor } from './complete-second-factor.js';
import { ConfirmAuthenticator } from './confirm-authenticator.js';
import { ConfirmationLinks } from './confirmation-links.js';
import { CreateApiTokens } from './create-api-tokens.js';
import { CorrectRegistration } from './correct-registration.js';
import { DecideClaims } from './decide-claims.js';
import { EnrolAuthenticator } from './enrol-authenticator.js';
import { EnterEnterprises } from './enter-enterprises.js';
import { FoundOrganisation } from './found-organisation.js';
import { ConfirmationLinkEntity, OnBehalfEntity } from './on-behalf.entity.js';
import { AccountEntity, MemberEntity, OrganisationEntity, ReviewEntity, SessionEntity } from './organisation.entity.js';
import { InviteMembers } from './invite-members.js';
import { OpenSandboxes } from './open-sandboxes.js';
import { Factors } from './own-factors.js';
import { ProvePassword } from './prove-password.js';
import { RegisterEnterprise } from './register-enterprise.js';
import { RegisterOrganisations } from './register-organisations.js';
import { ReinstateOrganisations } from './reinstate-organisations.js';
import { EndSubstitutes, NameSubstitutes } from './name-substitutes.js';
import { RequestSignInCode } from './request-sign-in-code.js';
import { ReviewRegistrations } from './review-registrations.js';
import { RevokeApiTokens } from './revoke-api-tokens.js';
import { RevokeSessions } from './revoke-sessions.js';
import { SecondFactorTries } from './second-factor-tries.js';
import { SecondStepDesk } from './second-step-desk.js';
import { SentCodes } from './sent-codes.js';
import { SignInWithCode } from './sign-in-with-code.js';
import { SignIn } from './sign-in.js';
import { SignOutEverywhere } from './sign-out-everywhere.js';
import { SignOut } from './sign-out.js';
import { SubstituteEntity } from './substitute.entity.js';
import { SuspendOrganisations } from './suspend-organisations.js';
import { WithdrawInvitations } from './withdraw-invitations.js';
import { VerifyPhone } from './verify-phone.js';

export { calendar } from './working-days.js';
export { activeMembers } from './active-members.store.js';
export { confirmEnterpriseWithin, type EnterpriseCorrections } from './confirm-enterprise.js';
export { isProvincial, type EnteredEnterprise } from './enter-enterprises.js';
export type { OnBehalfState } from './on-behalf.entity.js';
export {
  latestLinks, linkByHash, markLinkUsed, onBehalfOf, organisationsByCreditCodes, pageOfOnBehalf, replaceLinks, type OnBehalfFilter,
} from './on-behalf.store.js';
export { countEnterprises, regionsOf } from './figures.store.js';
export { organisationMessages } from './messages.js';
export { departmentExists, organisationsByIds, visibleOrganisations, type VisibleOrganisation } from './organisation.store.js';
export type { FoundedOrganisation } from './found-organisation.js';
export { openSandboxOf } from './sandbox.store.js';
export { ReadSession } from './read-session.js';
export { endEverySession } from './session.store.js';
export {
  AccountEntity, ActFor, AddMembers, ClaimEntity, ClaimOrganisation, ConfirmationLinkEntity, DecideClaims, ConfirmationLinks, CorrectRegistration, EndSubstitutes, EnterEnterprises, FoundOrganisation, MemberEntity, NameSubstitutes, OnBehalfEntity, OrganisationEntity, RegisterEnterprise, RegisterOrganisations,
  ReinstateOrganisations, ReviewEntity, ReviewRegistrations, SessionEntity, SignIn, SignOut, SuspendOrganisations,
};

export const ORGANISATION_ENTITIES = [OrganisationEntity, AccountEntity, MemberEntity, SessionEntity, ReviewEntity, OnBehalfEntity, ConfirmationLinkEntity, ClaimEntity, SubstituteEntity] as const;

export const organisationDeeds = [
  SignIn, SignOut, ActFor, RegisterEnterprise, CorrectRegistration, RegisterOrganisations, FoundOrganisation, ReviewRegistrations,
  SuspendOrganisations, ReinstateOrganisations, AddMembers,
  RequestSignInCode, SignInWithCode, SentCodes, VerifyPhone, ProvePassword, ChangePassword, RevokeSessions, SignOutEverywhere,
  InviteMembers, AcceptInvitation, WithdrawInvitations, ChangeMembers,
  Factors, EnrolAuthenticator, ConfirmAuthenticator, CompleteSecondFactor, SecondFactorTries, SecondStepDesk,
  EnterEnterprises, ConfirmationLinks, ClaimOrganisation, DecideClaims, NameSubstitutes, EndSubstitutes,
  CreateApiTokens, RevokeApiTokens, OpenSandboxes,
] as const;
