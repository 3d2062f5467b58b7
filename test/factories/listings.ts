import type { Endpoint } from '../api/endpoint.js';
import type { Member } from './organisations.js';

/** Of the plan, §A: 三机一架. Nothing in the tests depends on which class it is. */
export const CLASS_ID = 'S1.1.1.01';

export interface ProductFacts {
  readonly name?: string;
  readonly model?: string;
  readonly priceCny?: string | null;
  readonly priceVisibility?: 'ALL' | 'APPROVED_BUYERS' | 'ON_REQUEST';
  readonly state?: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
}

let made = 0;

/** A product of the member's organisation, published with a price for all unless told otherwise; answers its id. */
export async function aProduct(market: Endpoint, owner: Member, facts: ProductFacts = {}): Promise<string> {
  const n = ++made;
  const { id } = await market.done<{ id: string }>('createProduct', {
    classId: CLASS_ID, name: facts.name ?? `滚筒采煤机 ${n}`, model: facts.model ?? `MG-${n}`, priceCny: facts.priceCny === undefined ? '1280000.00' : facts.priceCny,
  }, 'Product { id }', owner);
  if (facts.priceVisibility !== undefined) await market.done('setOffer', { productId: id, priceVisibility: facts.priceVisibility }, 'Product { id }', owner);
  const batch = async (mutation: string): Promise<void> => {
    const { refusals } = await market.done<{ refusals: object[] }>(mutation, { productIds: [id] }, 'ProductBatch { refusals { code field message } }', owner);
    if (refusals.length > 0) throw new Error(`${mutation} was refused: ${JSON.stringify(refusals)}`);
  };
  if (facts.state !== 'DRAFT') await batch('publishProducts');
  if (facts.state === 'WITHDRAWN') await batch('withdrawProducts');
  return id;
}

export interface DemandFacts {
  readonly title?: string;
  readonly visibility?: 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';
  readonly budgetCny?: string | null;
  readonly state?: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
}

export interface MadeDemand {
  readonly id: string;
  readonly lineId: string;
}

/** A demand with one line of that class, published to all unless told otherwise. */
export async function aDemand(market: Endpoint, owner: Member, facts: DemandFacts = {}): Promise<MadeDemand> {
  const { id, lines } = await market.done<{ id: string; lines: { id: string }[] }>('createDemand', {
    title: facts.title ?? `更新采煤机 ${++made}`, regionCode: '140100', visibility: facts.visibility ?? 'PUBLIC', noStateSecretConfirmed: true,
    budgetCny: facts.budgetCny === undefined ? '9000000' : facts.budgetCny, lines: [{ classIds: [CLASS_ID], quantity: '2', unit: '台', budgetCny: '4000000' }],
  }, 'Demand { id lines { id } }', owner);
  if (facts.state !== 'DRAFT') await market.done('publishDemand', { demandId: id }, 'Demand { id }', owner);
  if (facts.state === 'CLOSED') await market.done('closeDemand', { demandId: id, reason: '不再需要' }, 'Demand { id }', owner);
  return { id, lineId: lines[0]?.id ?? '' };
}
