import type { Requirement } from '../demand/requirement.js';
import type { Relation } from '../policy/reference.js';
import type { Specs } from '../policy/class-definition.js';
import type { GradeVerdict } from '../policy/energy-gate.js';
import type { DateText } from '../time/dates.js';
import type { FactorCode, FactorReason, GateCode, GateReason } from './factor-codes.js';
import type { Preference } from './preference.js';

/** Deliveries that the platform saw finished. */
export interface SupplierRecord {
  readonly delivered: number;
  /** Of those delivered, 0 to `delivered`. */
  readonly onTime: number;
}

/** A published product with its offer, as matching reads it. */
export interface OfferedProduct {
  readonly productId: string;
  /** The supplier. */
  readonly organisationId: string;
  /** Only platform-approved suppliers see lines that are not public. */
  readonly supplierApproved: boolean;
  readonly classId: string;
  readonly kindKey: string | null;
  readonly name: string;
  readonly model: string;
  readonly specs: Specs;
  /** Decimal text for one sales unit of the class; null: on request, or not shown to approved buyers (it must not be read from a score either). */
  readonly priceCny: string | null;
  /** Calendar days. */
  readonly leadTimeDays: number | null;
  readonly energyGrade: number | null;
  /** Of the gate of §D3.3; null where the class is none of its five kinds. */
  readonly gradeVerdict: GradeVerdict | null;
  readonly certificates: readonly string[];
  /** Of the supplier, GB/T 2260, six digits. */
  readonly regionCode: string;
  /** GB/T 2260 codes; null: everywhere; empty: nowhere. */
  readonly regionsServed: readonly string[] | null;
  /** Last day of the offer. */
  readonly validUntil: DateText | null;
  readonly publishedAt: string;
  /** In the elimination class (淘汰类) in force. */
  readonly eliminated: boolean;
  /** Absent or null: nothing known yet. */
  readonly record?: SupplierRecord | null;
}

/** One class that would answer a line: named by the buyer (`fulfils`, strength 3), or reached from a demand item by its path. */
export interface WantedClass {
  readonly classId: string;
  /** 3 a buyer asks exactly this class, 2 a usual source, 1 only plausible. */
  readonly strength: 1 | 2 | 3;
  readonly relation: Relation;
  readonly because: { readonly zh: string; readonly en: string };
  readonly clause: string;
}

/** An open line of an update demand, as matching reads it. */
export interface WantedLine {
  readonly lineId: string;
  readonly demandId: string;
  /** The buyer. */
  readonly organisationId: string;
  readonly classIds: readonly WantedClass[];
  readonly requirements: readonly Requirement[];
  /** Decimal text in the sales unit of the class, above 0. */
  readonly quantity: string;
  /** Decimal text, for the whole quantity. */
  readonly budgetCny: string | null;
  /** Last day on which delivery is of use. */
  readonly neededBy: DateText | null;
  /** Place of delivery, GB/T 2260, six digits. */
  readonly regionCode: string;
  readonly energyGradeAtMost: number | null;
  readonly visibility: 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';
  /** What the buyer's own answers made of the weights; absent: nothing. */
  readonly preference?: Preference;
}

export type MessageParams = Readonly<Record<string, string | number>>;

/** The first gate that stopped a pair; `reason` is the message that says what would open it. */
export interface GateStop {
  readonly code: GateCode;
  readonly reason: GateReason;
  /** Clause of the work plan, null where the platform's own rule speaks. */
  readonly clause: string | null;
  readonly params: MessageParams;
}

export interface Factor {
  readonly code: FactorCode;
  /** Points, 0 to `maximum`, integer. */
  readonly amount: number;
  readonly maximum: number;
  /** True: nothing to judge by, the neutral share was given. */
  readonly neutral: boolean;
  readonly reason: FactorReason;
  readonly clause: string | null;
  readonly params: MessageParams;
  /** The same by the weights of all, where the buyer's own answers moved this one: what everybody else sees. */
  readonly plain?: { readonly amount: number; readonly maximum: number };
}

/** What a factor found: its share of its weight in basis points, 0 to 10,000; null share: nothing to judge by. */
export interface Finding {
  readonly share: number | null;
  readonly reason: FactorReason;
  readonly params: MessageParams;
  readonly clause: string | null;
}

export interface Stopped {
  readonly matched: false;
  readonly gate: GateStop;
}
export interface Matched {
  readonly matched: true;
  /** 0 to 10,000, the sum of the factors' amounts. */
  readonly score: number;
  readonly factors: readonly Factor[];
}
export type PairVerdict = Stopped | Matched;
