import { allTerms } from '../../src/platform/search/postgres/conditions.js';
import { openSearchIndex } from '../../src/platform/search/open-search-index.js';
import type { ReadName } from './minimal.js';

/** A hot read as a page of a browser asks it. */
export interface Operation {
  readonly name: ReadName;
  readonly query: string;
  /** What it is asked with, in turn; `minimal`: the parameters of the statement by hand for the same. */
  readonly variants: readonly { readonly variables: Readonly<Record<string, unknown>>; readonly minimal: readonly string[] }[];
  /** Who asks. */
  readonly as: 'buyer' | 'supplier';
}

const CARD = 'id name model class { id zh clause } energyGrade publishedAt offer { priceKind priceCny priceMaxCny priceHidden unit leadTimeDays } supplier { id name }';
const DETAIL = `id name model description certificates energyGrade labels state revision publishedAt
  class { id zh en clause } kind { key zh en } specs { attributeKey zh unit value textZh original hard } missingSpecs { key zh }
  offer { id priceKind priceCny priceMaxCny priceHidden priceVisibility currency taxIncluded taxRatePercent unit minimumQuantity leadTimeDays warrantyMonths regionsServed validUntil revision }
  supplier { id name }`;

const QUERIES: Readonly<Record<ReadName, string>> = {
  search: `query Search($words: String!) { products(query: $words, first: 20) { nodes { ${CARD} } edges { cursor highlights { field parts { text hit } } } pageInfo { hasNextPage endCursor } didYouMean partly degraded } }`,
  facets: `query Facets($words: String!) { products(query: $words, first: 1) { totalCount totalCountBasis facets { classes { id zh count } classGroups { id zh count } energyGrades { value count } regions { value count }
    certificates { value count } suppliers { id count } prices { minCny maxCny } } } }`,
  browse: `query Browse($classId: ID!) { products(filter: { classIds: [$classId] }, sort: NEWEST, first: 20) { nodes { ${CARD} } pageInfo { hasNextPage endCursor } } }`,
  detail: `query Detail($id: ID!) { product(id: $id) { ${DETAIL} } }`,
  inbox: 'query Inbox { inbox(first: 20) { nodes { id kind text subjectId createdAt readAt } unreadCount pageInfo { hasNextPage endCursor } } }',
};

/** Words of the trade that the catalogues answer. */
const WORDS = ['破碎机', '采煤机', '皮带输送机', '工业锅炉', '热泵', '逆变器', '空压机', '离心风机', '离心泵', '数控机床', '收割机', '挖掘机', '无人机', '刮板输送机', '液压支架', '变压器', '球磨机', '拖拉机', '装载机', '储能'];

const BATCH = '{ __typename ... on ProductBatch { products { id state publishedAt } refusals { code field message } } ... on Refusal { code message field } }';
export const PUBLISH_QUERY = `mutation Publish($input: PublishProductsInput!) { publishProducts(input: $input) ${BATCH} }`;
export const WITHDRAW_QUERY = `mutation Withdraw($input: WithdrawProductsInput!) { withdrawProducts(input: $input) ${BATCH} }`;

/** The hot reads on this market. `classIds`, `productIds`: of products on it. */
export function hotReads(classIds: readonly string[], productIds: readonly string[]): Operation[] {
  const { normaliser } = openSearchIndex();
  const words = WORDS.map((text) => ({ variables: { words: text }, minimal: [allTerms(normaliser.query(text).terms.filter((term) => term.required)), text] }));
  const of = (name: ReadName, variants: Operation['variants'], as: Operation['as'] = 'buyer'): Operation => ({ name, query: QUERIES[name], variants, as });
  return [
    of('search', words), of('facets', words.map(({ variables, minimal: [terms = ''] }) => ({ variables, minimal: [terms] }))),
    of('browse', classIds.map((classId) => ({ variables: { classId }, minimal: [classId] }))), of('detail', productIds.map((id) => ({ variables: { id }, minimal: [id] }))),
    of('inbox', [{ variables: {}, minimal: [] }], 'supplier'),
  ];
}

/** A whole request of HTTP, with a signed-in session. */
export function requestText(path: string, token: string, body: object): string {
  const text = JSON.stringify(body);
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\naccept-language: zh-CN\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
