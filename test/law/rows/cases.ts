import type { Values } from './filler.js';

/** The organisations around a row, told apart by how they stand to it. */
export interface Around {
  /** Whose row it is. */
  readonly own: string;
  readonly ownBranch: string;
  /** The other side of a row that two organisations share. */
  readonly other: string;
  /** The account of the person who asks for the organisation itself. */
  readonly account: string;
}

/**
 * One row and who may read it. The letters of `reads` stand for, in this order: nobody (no context at all), a guest, the
 * organisation itself, the group it belongs to, a stranger not approved, an approved stranger, a department, the system; then
 * the roles of the matcher and of the relay. `r` reads the row, `-` finds none, `x` is refused by the table's grants.
 */
export interface RowCase {
  readonly table: string;
  /** What this row is, where one table has rows of several kinds. */
  readonly which?: string;
  readonly row: (around: Around) => Values;
  /** A second row without which this one is nobody's. */
  readonly beside?: (row: Values, around: Around) => readonly [table: string, values: Values];
  readonly reads: string;
  /** Why a stranger may add such a row in another's name; absent: the database refuses it. */
  readonly anyoneMayAdd?: string;
}

export const READERS = ['nobody', 'guest', 'own', 'group', 'stranger', 'approved', 'department', 'system', 'matcher', 'relay'] as const;

const owned = (more: Values = {}) => ({ own, ownBranch }: Around): Values => ({ owner_id: own, owner_branch: ownBranch, ...more });
const ofOrganisation = (more: Values = {}) => ({ own }: Around): Values => ({ organisation_id: own, ...more });
const ACCOUNT_ADDED = 'an account is a person and in no organisation before a member row says so, which only that organisation may add';
const SESSION_ADDED = 'before signing in there is no tenant; the row is useless without its token';
const claimed: RowCase['beside'] = (_row, { own }) => ['organisation_claim', { organisation_id: own }];
const published: RowCase['beside'] = (_row, { own, ownBranch }) => ['catalogue_product', { owner_id: own, owner_branch: ownBranch, state: 'PUBLISHED' }];
const AT = new Date('2026-11-23T00:00:00Z');
/** The first is shipped. */
let weightsVersion = 1;

//                                                                                            nobody, guest, own, group, stranger, approved, department, system · matcher, relay
export const ROW_CASES: readonly RowCase[] = [
  { table: 'organisation', which: 'under review', row: ({ own, ownBranch }) => ({ id: own, branch: ownBranch, state: 'UNDER_REVIEW' }), reads: '--rr--rr rx' },
  { table: 'organisation', which: 'suspended', row: ({ own, ownBranch }) => ({ id: own, branch: ownBranch, state: 'SUSPENDED' }), reads: '--rr--rr rx' },
  { table: 'organisation', which: 'approved', row: ({ own, ownBranch }) => ({ id: own, branch: ownBranch, state: 'APPROVED' }), reads: 'rrrrrrrr rx' },
  { table: 'organisation_account', which: 'of no member', row: () => ({}), reads: '-------r xx', anyoneMayAdd: ACCOUNT_ADDED },
  { table: 'organisation_account', which: 'of a member', row: () => ({}), beside: ({ id }, { own }) => ['organisation_member', { account_id: id, organisation_id: own }], reads: '--r----r xx', anyoneMayAdd: ACCOUNT_ADDED },
  { table: 'organisation_member', row: ofOrganisation(), reads: '--r----r xx' },
  { table: 'organisation_session', row: ofOrganisation(), reads: '--r----- xx', anyoneMayAdd: SESSION_ADDED },
  { table: 'organisation_session', which: 'of the account, elsewhere', row: ({ account, other }) => ({ account_id: account, organisation_id: other }), reads: '--r----- xx', anyoneMayAdd: SESSION_ADDED },
  { table: 'organisation_totp', row: ({ account }) => ({ account_id: account }), reads: '--r----- xx' },
  { table: 'organisation_recovery_code', row: ({ account }) => ({ account_id: account }), reads: '--r----- xx' },
  { table: 'organisation_code', row: ({ account }) => ({ account_id: account }), reads: '-------r xx' },
  { table: 'organisation_invitation', row: ofOrganisation(), reads: '--r----r xx' },
  { table: 'organisation_api_token', row: ofOrganisation({ scopes: ['DEMAND_READ'], last_letters: 'abcd' }), reads: '--r----- xx' },
  { table: 'organisation_review', row: ofOrganisation(), reads: '--r---rr xx' },
  { table: 'organisation_on_behalf', row: ofOrganisation(), reads: '--r---rr xx' },
  { table: 'organisation_confirmation_link', row: ofOrganisation(), reads: '------rr xx' },
  { table: 'organisation_substitute', row: ({ own, other }) => ({ department_id: own, substitute_id: other, from_day: '2026-11-23', to_day: '2026-11-24' }), reads: '------rr xx' },
  { table: 'organisation_claim', row: ofOrganisation(), reads: '------rr xx' },
  { table: 'organisation_claim', which: 'by oneself', row: ({ own, other }) => ({ organisation_id: other, claimant_id: own }), reads: '--r---rr xx' },
  { table: 'organisation_member', which: 'of an enterprise that is claimed', row: ofOrganisation(), beside: claimed, reads: '--r---rr xx' },
  { table: 'organisation_session', which: 'of an enterprise that is claimed', row: ofOrganisation(), beside: claimed, reads: '--r---r- xx', anyoneMayAdd: 'before signing in there is no tenant; the row is useless without its token' },
  { table: 'catalogue_product', which: 'draft', row: owned({ state: 'DRAFT' }), reads: '--rr--rr rx' },
  { table: 'catalogue_product', which: 'suspended', row: owned({ state: 'SUSPENDED' }), reads: '--rr--rr rx' },
  { table: 'catalogue_product', which: 'published', row: owned({ state: 'PUBLISHED' }), reads: 'rrrrrrrr rx' },
  { table: 'catalogue_product_revision', row: owned(), reads: '--r---r- xx' },
  { table: 'catalogue_offer', which: 'of a draft', row: owned({ published: false }), reads: '--rr--rr rx' },
  { table: 'catalogue_offer', which: 'published', row: owned({ published: true }), reads: 'rrrrrrrr rx' },
  { table: 'catalogue_offer_revision', row: owned(), reads: '--r---r- xx' },
  { table: 'catalogue_import', row: owned(), reads: '--r---rr rx' },
  { table: 'catalogue_import_row', row: owned(), reads: '--r---r- xx' },
  { table: 'catalogue_import_sheet', row: owned(), reads: '--r---r- xx' },
  { table: 'catalogue_import_list_row', row: owned(), reads: '--r---r- xx' },
  { table: 'catalogue_list_layout', row: owned({ layout: 'a'.repeat(64) }), reads: '--r----- xx' },
  { table: 'catalogue_list_label', row: owned(), reads: '--r----- xx' },
  { table: 'catalogue_suspension', row: owned(), reads: '--r---rr xx' },
  { table: 'catalogue_sample', row: () => ({}), reads: '------rr xx' },
  { table: 'catalogue_sample_item', row: owned({ verdict: 'QUALIFIED' }), reads: '------rr xx' },
  { table: 'catalogue_list_application', which: 'waiting', row: owned({ application_state: 'SUBMITTED' }), reads: '--r---rr xx' },
  { table: 'catalogue_list_application', which: 'decided', row: owned({ application_state: 'APPROVED' }), reads: '--r---rr xx' },
  { table: 'catalogue_certificate', which: 'of one who offers nothing', row: owned({ state: 'DECLARED' }), reads: '--r---rr rx' },
  { table: 'catalogue_certificate', which: 'of one on the market', row: owned({ state: 'DECLARED' }), beside: published, reads: 'rrrrrrrr rx' },
  { table: 'catalogue_certificate', which: 'rejected', row: owned({ state: 'REJECTED', reason: '查无此证' }), beside: published, reads: '--r---rr rx' },
  { table: 'policy_path_edit', row: () => ({ change: 'END', path_before: '{}' }), reads: '------rr rx' },
  { table: 'policy_class_edit', row: () => ({ change: 'RETIRE', class_before: '{}' }), reads: '------rr xx' },
  { table: 'demand_demand', which: 'draft for all', row: owned({ visibility: 'PUBLIC' }), reads: '--rr--rr rx' },
  { table: 'demand_demand', which: 'published for all', row: owned({ visibility: 'PUBLIC', published_at: AT }), reads: 'rrrrrrrr rx' },
  { table: 'demand_demand', which: 'published for approved suppliers', row: owned({ visibility: 'APPROVED_SUPPLIERS', published_at: AT }), reads: '--rr-rrr rx' },
  { table: 'demand_demand', which: 'published through the department', row: owned({ visibility: 'THROUGH_DEPARTMENT', published_at: AT }), reads: '--rr-rrr rx' },
  { table: 'demand_line', which: 'draft for all', row: owned({ visibility: 'PUBLIC' }), reads: '--rr--rr rx' },
  { table: 'demand_line', which: 'published for all', row: owned({ visibility: 'PUBLIC', published_at: AT }), reads: 'rrrrrrrr rx' },
  { table: 'demand_line', which: 'published for approved suppliers', row: owned({ visibility: 'APPROVED_SUPPLIERS', published_at: AT }), reads: '--rr-rrr rx' },
  { table: 'demand_on_behalf', row: owned(), reads: '--r---rr xx' },
  { table: 'demand_line_revision', row: owned(), reads: '--r---r- xx' },
  { table: 'demand_equipment', row: owned(), reads: '--rr---r xx' },
  { table: 'demand_equipment_revision', row: owned(), reads: '--r----- xx' },
  { table: 'demand_equipment_import', row: owned(), reads: '--r----r xx' },
  { table: 'demand_equipment_import_row', row: owned(), reads: '--r----- xx' },
  { table: 'demand_retirement_draft', row: owned(), reads: '--rr---r xx' },
  { table: 'demand_retirement_cause', row: owned(), reads: '--rr---r xx' },
  { table: 'matching_product', row: ofOrganisation(), reads: '--r---r- rx' },
  { table: 'matching_line', row: ofOrganisation(), reads: '--r---r- rx' },
  { table: 'matching_weights', row: ({ own, account }) => ({ version: (weightsVersion += 1), edited_by: own, member_id: account }), reads: 'rrrrrrrr rx' },
  { table: 'matching_product_past', row: () => ({}), reads: 'xxxxxxxx rx' },
  { table: 'matching_line_past', row: () => ({}), reads: 'xxxxxxxx rx' },
  { table: 'matching_run', row: () => ({}), reads: '------r- rx' },
  { table: 'matching_saying', row: ({ own }) => ({ buyer_id: own }), reads: '--r----- xx' },
  { table: 'matching_preference', row: ({ own }) => ({ buyer_id: own, version: 1 }), reads: '--r---rr rx' },
  { table: 'matching_topic', row: ({ own }) => ({ opened_by: own, kind: 'PLATFORM', class_id: `of ${own}`, state: 'DRAFT', revision: 1 }), reads: '------rr rx' },
  { table: 'matching_saved_search', row: owned({ keys: ['word 水泵'], frequency: 'DAILY' }), reads: '--r----- rx' },
  { table: 'matching_saved_search_hit', row: ({ own }) => ({ owner_id: own }), reads: '--r----- rx' },
  { table: 'matching_recommendation', which: 'as buyer', row: ({ own, other }) => ({ buyer_id: own, supplier_id: other }), reads: '--r---rr rx' },
  { table: 'matching_recommendation', which: 'as supplier', row: ({ own, other }) => ({ buyer_id: other, supplier_id: own }), reads: '--r---rr rx' },
  { table: 'notification_notice', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_subscriber', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_preference', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_contact', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_delivery', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_webhook', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_webhook_delivery', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_webhook_attempt', row: ofOrganisation(), reads: '--r----- rx' },
  { table: 'notification_digest_item', row: ofOrganisation(), reads: 'xxxxxxxx rx' },
  { table: 'platform_outbox', row: ofOrganisation(), reads: '------r- rr', anyoneMayAdd: 'every deed announces, also the one of a guest; nobody but the relay changes an event' },
  { table: 'platform_idempotency', row: ofOrganisation(), reads: '--r----- xx' },
  { table: 'platform_idempotency', which: 'of guests', row: () => ({ organisation_id: '' }), reads: 'rr-----r xx' },
  { table: 'platform_audit', row: ofOrganisation(), reads: '--r---rr xr', anyoneMayAdd: 'every deed leaves its trace, also the one of a guest; nobody changes one' },
  { table: 'platform_file', row: owned({ purpose: 'IMPORT' }), reads: '--r----- xx' },
  { table: 'platform_file', which: 'that proves a claim', row: owned({ purpose: 'EVIDENCE' }), reads: '--r---r- xx' },
];

/** Rows of a sandbox that somebody else reads, and rows of the market that a sandbox reads, each with the reason; for all others nobody does. */
export const ACROSS_SANDBOXES: Readonly<Record<string, string>> = {
  matching_weights: 'the rule of the installation, public',
  matching_run: 'which run judged what: ids alone, for departments',
  matching_topic: 'a department’s, and never of a sandbox',
  organisation_review: 'a sandbox has none, nor is it claimed, entered on behalf, or a department',
  organisation_on_behalf: 'as above',
  organisation_confirmation_link: 'as above',
  organisation_substitute: 'as above',
  organisation_claim: 'as above',
  organisation_member: 'as above; nobody is a member of a sandbox',
  organisation_session: 'as above; nobody signs in to a sandbox',
  demand_on_behalf: 'as above',
  policy_path_edit: 'a department’s',
  policy_class_edit: 'a department’s',
  catalogue_sample: 'a department’s; its items are looked at',
  catalogue_import_sheet: 'people alone import, and nobody is a member of a sandbox',
  catalogue_import_list_row: 'as above',
  platform_outbox: 'what was announced: ids and who is told, for departments',
  platform_audit: 'who did what, for departments: also in a sandbox',
  platform_idempotency: 'of guests, and those were nobody’s',
  platform_file: 'the proof of a claim',
};

/** Tables that hold no tenant's rows, each with the reason. Row-level security is on for them as well, except where it says so. */
export const NO_TENANT: Readonly<Record<string, string>> = {
  platform_migration: 'which migrations ran: no working role has a grant on it',
  platform_relay: 'one row: how far the relay is',
  platform_audit_chain: 'one row: how far the audit is chained, and its last hash',
  platform_inbox: 'which handler had which event: ids alone',
  matching_searched_product: 'published products as search shows them, with public prices: read by the handlers alone',
  matching_class_supply: 'what lines were last told of the supply of a class: no line, no product',
  platform_pending_job: 'which jobs are not done yet: ids alone, and of the relay alone',
  platform_search_engine: 'how far another search engine has followed',
  platform_search_generation: 'which half of the search index is asked',
  platform_search_product: 'published products alone, with public prices; what is found is read again under the rights of who asks',
  platform_search_word: 'words of published products',
  policy_edition: 'the law, public',
  policy_class: 'the law, public',
  policy_demand_item: 'the law, public',
  policy_upgrade_path: 'the law, public',
};

/** Functions that run with the owner's rights: each answers one row to who knows its key already, or what is the tenant's own. */
export const DEFINER_FUNCTIONS = ['demand_machines_elsewhere', 'organisation_account_of', 'organisation_api_token_of', 'organisation_api_token_used', 'organisation_memberships_of', 'organisation_session_of', 'organisation_session_seen', 'platform_changes_of'];
