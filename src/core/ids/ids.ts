/**
 * Opaque, typed ids: a three-letter prefix naming the noun, `_`, then 26 characters of Crockford base 32
 * (48 bits of time, 80 bits of chance, the layout of a ULID), so that ids sort by the time they were made.
 */
export const ID_PREFIX = {
  organisation: 'org',
  /** The sandbox of an enterprise: an organisation too, whose rows are told from those of the market by the id of their owner alone. */
  sandbox: 'sbx',
  account: 'acc',
  member: 'mbr',
  session: 'ses',
  sentCode: 'cod',
  invitation: 'inv',
  apiToken: 'tok',
  review: 'rev',
  claim: 'clm',
  substitute: 'sub',
  product: 'prd',
  productRevision: 'prv',
  offer: 'off',
  offerRevision: 'ofv',
  productImport: 'imp',
  suspension: 'sus',
  sample: 'smp',
  application: 'apl',
  certificate: 'crt',
  pathEdit: 'ped',
  classEdit: 'ced',
  file: 'fil',
  demand: 'dmd',
  demandLine: 'dln',
  demandLineRevision: 'dlv',
  equipment: 'eqp',
  equipmentRevision: 'eqv',
  equipmentImport: 'eqi',
  retirementDraft: 'rtd',
  demandOnBehalf: 'obd',
  confirmationLink: 'lnk',
  recommendation: 'rec',
  matchRun: 'run',
  savedSearch: 'ssh',
  topic: 'top',
  notice: 'ntc',
  contact: 'cta',
  noticeDelivery: 'ndl',
  webhook: 'whk',
  webhookDelivery: 'whd',
  audit: 'aud',
} as const;

export type IdNoun = keyof typeof ID_PREFIX;
/** An id of one noun: `Id<'product'>` cannot be passed where `Id<'demand'>` is asked for. */
export type Id<N extends IdNoun> = string & { readonly noun: N };

export type OrganisationId = Id<'organisation'>;
export type AccountId = Id<'account'>;
export type MemberId = Id<'member'>;
export type SessionId = Id<'session'>;
export type SentCodeId = Id<'sentCode'>;
export type InvitationId = Id<'invitation'>;
export type ApiTokenId = Id<'apiToken'>;
export type ReviewId = Id<'review'>;
export type ClaimId = Id<'claim'>;
export type SubstituteId = Id<'substitute'>;
export type ProductId = Id<'product'>;
export type OfferId = Id<'offer'>;
export type ProductImportId = Id<'productImport'>;
export type SuspensionId = Id<'suspension'>;
export type SampleId = Id<'sample'>;
export type ApplicationId = Id<'application'>;
export type CertificateId = Id<'certificate'>;
export type FileId = Id<'file'>;
export type DemandId = Id<'demand'>;
export type DemandLineId = Id<'demandLine'>;
export type EquipmentId = Id<'equipment'>;
export type EquipmentImportId = Id<'equipmentImport'>;
export type RetirementDraftId = Id<'retirementDraft'>;
export type DemandOnBehalfId = Id<'demandOnBehalf'>;
export type ConfirmationLinkId = Id<'confirmationLink'>;
export type RecommendationId = Id<'recommendation'>;
export type MatchRunId = Id<'matchRun'>;
export type SavedSearchId = Id<'savedSearch'>;
export type TopicId = Id<'topic'>;
export type NoticeId = Id<'notice'>;
export type ContactId = Id<'contact'>;
export type NoticeDeliveryId = Id<'noticeDelivery'>;
export type WebhookId = Id<'webhook'>;
export type WebhookDeliveryId = Id<'webhookDelivery'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BODY = /^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$/;

/** Writes an id from its two sources. `millis`: Unix time, 0 to 2^48 − 1. `chance`: 10 random bytes. */
export function idFrom<N extends IdNoun>(noun: N, millis: number, chance: Uint8Array): Id<N> {
  let value = BigInt(millis);
  for (const byte of chance.subarray(0, 10)) value = (value << 8n) | BigInt(byte);
  let body = '';
  for (let i = 0; i < 26; i++) {
    body = ALPHABET[Number(value & 31n)] + body;
    value >>= 5n;
  }
  return `${ID_PREFIX[noun]}_${body}` as Id<N>;
}

/** True when the text has the form of an id of this noun; says nothing about whether such a row exists. */
export function isId<N extends IdNoun>(noun: N, text: string): text is Id<N> {
  const named = text.startsWith(`${ID_PREFIX[noun]}_`) || (noun === 'organisation' && text.startsWith(`${ID_PREFIX.sandbox}_`));
  return text.length === 30 && named && BODY.test(text.slice(4));
}
