import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { HttpFaultFilter } from '../../../src/app/http-fault.filter.js';
import { ProductFieldsResolver } from '../../../src/catalogue/product-fields.resolver.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { ConfirmDemandLines, CreateDemands, PublishDemands, ReviseDemandLines } from '../../../src/demand/index.js';
import { DemandLineResolver } from '../../../src/demand/demand-line.resolver.js';
import { DemandResolver } from '../../../src/demand/demand.resolver.js';
import { matchingDeeds } from '../../../src/matching/index.js';
import { marketResolvers } from '../../../src/matching/market.js';
import { matchingMessages } from '../../../src/matching/messages.js';
import { SessionReader, type SessionReading } from '../../../src/platform/access/session-reader.port.js';
import { Clock } from '../../../src/platform/clock/clock.js';
import { Ids } from '../../../src/platform/clock/ids.js';
import { AppDatabase } from '../../../src/platform/db/database.js';
import { Deeds } from '../../../src/platform/deed/deeds.js';
import { fileMessages } from '../../../src/platform/files/messages.js';
import { DuijieGraphqlModule } from '../../../src/platform/graphql/graphql.module.js';
import { graphqlMessages } from '../../../src/platform/graphql/messages.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { ProcessLogger } from '../../../src/platform/logging/process-logger.js';
import { accessMessages } from '../../../src/platform/messages/access-messages.js';
import { MessageCatalogue, Messages } from '../../../src/platform/messages/messages.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { Push } from '../../../src/platform/push/push.js';
import { openSearchIndex } from '../../../src/platform/search/open-search-index.js';
import { SearchIndex } from '../../../src/platform/search/search-index.port.js';
import { DemandWords, policyServices } from '../../../src/policy/index.js';
import { aLineDraft, aListing, openMarket, type Market } from './market.js';
import { AccessKey } from '../../../src/platform/access/access-key.js';

jest.setTimeout(30_000);

const sessions = new Map<string, MemberViewer>();
class Sessions extends SessionReader {
  read(token: string): Promise<SessionReading> {
    const viewer = sessions.get(token);
    return Promise.resolve(viewer === undefined ? { state: 'REVOKED' } : { state: 'VALID', viewer });
  }
}

let market: Market;
let app: NestFastifyApplication;
let url: string;
const push = new InMemoryPush();
beforeAll(async () => {
  market = await openMarket();
  const { house } = market;
  for (const name of ['buyer', 'supplier', 'rival']) sessions.set(name, await house.organisation());
  class Platform {}
  class Ground {}
  Module({})(Ground);
  const providers = [
    { provide: Clock, useValue: house.clock }, { provide: Ids, useValue: house.ids }, { provide: AppDatabase, useValue: house.app }, { provide: Deeds, useValue: house.deeds },
    { provide: SessionReader, useClass: Sessions }, { provide: Push, useValue: push }, { provide: SearchIndex, useValue: openSearchIndex() }, { provide: AccessKey, useValue: new AccessKey('the key of a served house') },
    { provide: Messages, useValue: new MessageCatalogue([graphqlMessages, accessMessages, fileMessages, matchingMessages]) },
    { provide: ProcessLogger, useValue: new ProcessLogger(createLogger({ process: 'test', level: 'info' }, { write: () => undefined })) },
  ];
  app = await NestFactory.create<NestFastifyApplication>({
    module: Ground,
    imports: [{ module: Platform, global: true, providers, exports: providers.map((one) => one.provide) }, DuijieGraphqlModule.forRoot()],
    providers: [...policyServices, ...matchingDeeds, ...marketResolvers, DemandResolver, DemandLineResolver, ProductFieldsResolver, HttpFaultFilter.provider],
  }, new FastifyAdapter({ forceCloseConnections: true }), { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
}, 60_000);
afterAll(async () => {
  await app.close();
  await market.house.close();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many shapes, read by path
type Data = any;

async function ask(token: string | null, query: string, variables: Record<string, unknown> = {}, language = 'zh-CN'): Promise<{ data: Data; codes: unknown[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', 'accept-language': language, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  });
  const { data, errors } = await response.json() as { data: Data; errors?: { message: string; extensions: Record<string, unknown> }[] };
  return { data, codes: (errors ?? []).map((error) => error.extensions['code']) };
}

/** A line with a budget and a product that fits it, of a class that nothing else here uses. */
async function trade() {
  const used = market.freshClass();
  const [productId] = (await market.publish(sessions.get('supplier')!, [aListing({ model: `M-${used.classId}`, classId: used.classId, specs: {} })])).values();
  const { id: demandId, lineIds: [lineId] } = await market.demand(sessions.get('buyer')!, [{ classIds: [used.classId], budgetCny: '123456' }], { visibility: 'THROUGH_DEPARTMENT' });
  await market.settle();
  const [recommendation] = await market.recommendations(lineId!);
  return { ...used, productId: productId!, demandId, lineId: lineId!, id: recommendation!.id };
}

const FACTS = `id score clause side buyerState supplierState mutualInterest madeAt retiredAt reason
  class { id } product { id model } line { id demand { id ownerId ownerHidden } } factors { code amount maximum neutral moved because clause }`;

describe('recommendations over the API', () => {
  it('a buyer reads the matches of a line with their reasons', async () => {
    const { demandId, lineId, productId, classId, zh, id } = await trade();
    const query = `query ($id: ID!) { demand(id: $id) { lines { id gap { noClassFits } matches(first: 5) { ${FACTS} } } } }`;
    const { data, codes } = await ask('buyer', query, { id: demandId });
    expect(codes).toEqual([]);
    const [match] = data.demand.lines[0].matches;
    expect(match).toMatchObject({
      id, side: 'BUYER', buyerState: 'NEW', supplierState: null, mutualInterest: false, retiredAt: null, class: { id: classId }, product: { id: productId }, line: { id: lineId },
    });
    expect(match.factors.map((factor: Data) => factor.amount).reduce((sum: number, amount: number) => sum + amount, 0)).toBe(match.score);
    expect(match.factors.map((factor: Data) => factor.because)).toEqual(expect.arrayContaining([`${zh}（${classId}） 即需求所购之物（路径强度 3/3）`, '价格 100,000 元 × 1 在预算 123,456 元以内']));
    const english = await ask('buyer', query, { id: demandId }, 'en');
    expect(english.data.demand.lines[0].matches[0].factors.map((factor: Data) => factor.because)).toContain('CNY 100,000 × 1 is within the budget of CNY 123,456');
  });

  it('a supplier reads those of its product without the budget and the buyer, a rival reads none', async () => {
    const { productId, id } = await trade();
    const query = `query ($id: ID!) { productRecommendations(productId: $id, first: 5) { nodes { ${FACTS} } pageInfo { hasNextPage } } }`;
    const { data } = await ask('supplier', query, { id: productId });
    expect(data.productRecommendations.nodes).toMatchObject([{ id, side: 'SUPPLIER', supplierState: 'NEW', buyerState: null, line: { demand: { ownerId: null, ownerHidden: true } } }]);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`123,?456|${sessions.get('buyer')!.organisationId}`));
    expect((await ask('rival', query, { id: productId })).data.productRecommendations.nodes).toEqual([]);
    expect((await ask('rival', 'query ($id: ID!) { recommendation(id: $id) { id } }', { id })).data.recommendation).toBeNull();
    expect((await ask(null, query, { id: productId })).codes).toEqual(['SIGN_IN_REQUIRED']);
  });

  it('lists them by side, page by page, and refuses a cursor of another list', async () => {
    await trade();
    const query = 'query ($after: String) { recommendations(side: SUPPLIER, first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const first = (await ask('supplier', query)).data.recommendations;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await ask('supplier', query, { after: first.pageInfo.endCursor })).data.recommendations;
    expect(second.nodes[0].id).not.toBe(first.nodes[0].id);
    for (const after of ['nonsense', Buffer.from('["2026-99-99T00:00:00.000Z","rec_1"]').toString('base64url'), Buffer.from('[1]').toString('base64url')]) {
      expect((await ask('supplier', query, { after })).codes).toEqual(['CURSOR_INVALID']);
    }
    expect((await ask('supplier', 'query ($after: String, $id: ID!) { productRecommendations(productId: $id, after: $after) { nodes { id } } }', { id: 'prd_x', after: first.pageInfo.endCursor })).codes).not.toEqual([]);
  });

  it('takes the answers of both sides', async () => {
    const { id } = await trade();
    const interest = `mutation ($id: ID!) { expressInterest(input: { recommendationId: $id }) { __typename ... on Recommendation { buyerState supplierState mutualInterest } ... on Refusal { code message field } } }`;
    expect((await ask('supplier', interest, { id })).data.expressInterest).toEqual({ __typename: 'Recommendation', buyerState: null, supplierState: 'INTERESTED', mutualInterest: false });
    expect((await ask('buyer', interest, { id })).data.expressInterest).toMatchObject({ buyerState: 'INTERESTED', supplierState: 'INTERESTED', mutualInterest: true });
    expect((await ask('rival', interest, { id })).data.expressInterest).toMatchObject({ __typename: 'NotFoundRefusal', code: 'NOT_FOUND' });
    const dismiss = `mutation ($id: ID!, $reason: String!) { dismissRecommendation(input: { recommendationId: $id, reason: $reason }) { __typename ... on Recommendation { buyerState reason } ... on Refusal { code field } } }`;
    expect((await ask('buyer', dismiss, { id, reason: '' })).data.dismissRecommendation).toMatchObject({ __typename: 'InputRefusal', field: 'reason' });
    expect((await ask('buyer', dismiss, { id, reason: '已另行采购' })).data.dismissRecommendation).toEqual({ __typename: 'Recommendation', buyerState: 'DISMISSED', reason: '已另行采购' });
    const seen = `mutation ($ids: [ID!]!) { markRecommendationsSeen(input: { recommendationIds: $ids }) { __typename ... on RecommendationsSeen { recommendations { id } refusals { code } } ... on Refusal { code } } }`;
    const other = await trade();
    const unknown = market.house.ids.next('recommendation');
    expect((await ask('buyer', seen, { ids: [other.id, unknown] })).data.markRecommendationsSeen)
      .toEqual({ __typename: 'RecommendationsSeen', recommendations: [{ id: other.id }], refusals: [{ code: 'NOT_FOUND' }] });
  });

  it('shows what a buyer’s answers moved, in words, takes an answer back and begins anew', async () => {
    const preferences = '{ matchingPreferences { version answers answersNeeded weightsVersion factors { factor plain points answers because } } }';
    const dismiss = `mutation ($id: ID!) { dismissRecommendation(input: { recommendationId: $id, cause: TOO_DEAR }) { ... on Recommendation { buyerState reason cause } ... on Refusal { code field message } } }`;
    const reset = 'mutation { resetMatchingPreferences(input: { reason: "重新开始" }) { __typename ... on MatchingPreferences { version answers factors { factor points } } ... on Refusal { code message } } }';
    const price = async (language?: string) => (await ask('buyer', preferences, {}, language)).data.matchingPreferences.factors.find((one: Data) => one.factor === 'PRICE');
    const trades = [await trade(), await trade(), await trade(), await trade()];
    expect((await ask('supplier', dismiss, { id: trades[0]!.id })).data.dismissRecommendation).toMatchObject({ code: 'DISMISSAL_CAUSE_OF_BUYERS', field: 'cause' });
    for (const { id } of trades.slice(0, 3)) expect((await ask('buyer', dismiss, { id })).data.dismissRecommendation).toEqual({ buyerState: 'DISMISSED', reason: null, cause: 'TOO_DEAR' });
    await market.settle();
    expect((await ask('buyer', preferences)).data.matchingPreferences).toMatchObject({ version: 1, answersNeeded: 3, weightsVersion: '1' });
    expect(await price()).toMatchObject({ plain: 2_000, answers: 3, because: expect.stringMatching(/^3 次答复表明您更看重此项，权重由 2000 提高到 2\d{3}$/) });
    expect((await price('en')).because).toMatch(/^3 answers say that it counts more for you/);
    const told = async (who: string) => (await ask(who, 'query ($id: ID!) { recommendation(id: $id) { cause factors { code moved because } } }', { id: trades[3]!.id })).data.recommendation.factors.find((one: Data) => one.code === 'PRICE');
    expect(await told('buyer')).toMatchObject({ moved: expect.any(Number), because: expect.stringMatching(/；采购方的答复使此项满分由 2000 变为 2\d{3}$/) });
    expect(await told('supplier')).toMatchObject({ moved: 0, because: expect.not.stringContaining('答复') });
    const withdraw = 'mutation ($id: ID!) { withdrawRecommendationAnswer(input: { recommendationId: $id }) { ... on Recommendation { buyerState reason cause } ... on Refusal { code } } }';
    expect((await ask('buyer', withdraw, { id: trades[0]!.id })).data.withdrawRecommendationAnswer).toEqual({ buyerState: 'SEEN', reason: null, cause: null });
    expect((await ask('rival', withdraw, { id: trades[0]!.id })).data.withdrawRecommendationAnswer).toEqual({ code: 'NOT_FOUND' });
    expect(await price()).toMatchObject({ points: 2_000, answers: 2, because: '2 次答复涉及此项，满 3 次后才会调整' });
    expect((await ask('buyer', reset)).data.resetMatchingPreferences).toMatchObject({ __typename: 'MatchingPreferences', version: 3, answers: 0 });
    expect((await ask('buyer', reset)).data.resetMatchingPreferences).toMatchObject({ __typename: 'StateRefusal', code: 'PREFERENCE_NOTHING_LEARNED' });
    expect((await ask(null, preferences)).codes).not.toEqual([]);
  });

  it('says why not, and where supply is missing', async () => {
    const { lineId, productId, classId, id } = await trade();
    const query = 'query ($line: ID!, $product: ID!) { whyNot(demandLineId: $line, productId: $product) { matched score gate { code because clause } factors { code } recommendation { id } } }';
    expect((await ask('buyer', query, { line: lineId, product: productId })).data.whyNot).toMatchObject({ matched: true, gate: null, recommendation: { id } });
    const lonely = market.freshClass();
    const { id: demandId, lineIds: [empty] } = await market.demand(sessions.get('buyer')!, [{ classIds: [lonely.classId] }]);
    await market.settle();
    const shut = (await ask('buyer', query, { line: empty, product: productId })).data.whyNot;
    expect(shut).toMatchObject({ matched: false, score: null, gate: { code: 'CLASS', clause: null }, factors: [], recommendation: null });
    expect(shut.gate.because).toContain(`${lonely.zh}（${lonely.classId}）`);
    const gap = (await ask('buyer', 'query ($id: ID!) { demand(id: $id) { lines { gap { noClassFits nothingOnPlatform noMakerInProvince because } } } }', { id: demandId })).data.demand.lines[0].gap;
    expect(gap).toMatchObject({ noClassFits: false, nothingOnPlatform: true, because: expect.arrayContaining([expect.stringContaining('平台上尚无')]) });
    expect((await ask('supplier', 'query ($id: ID!) { demand(id: $id) { lines { gap { noClassFits } } } }', { id: demandId })).data.demand.lines[0].gap).toBeNull();
    const deeds = [market.house.deeds, market.house.ids, market.classes] as const;
    const [ofWords] = await new CreateDemands(...deeds).run(market.house.request(sessions.get('buyer')!), [{
      title: '更新设备', words: '', regionCode: '140100', budgetCny: null, neededBy: null, externalRef: null, visibility: 'PUBLIC', purpose: 'RENEWAL', noStateSecretConfirmed: true,
      lines: [aLineDraft({ classIds: [], words: '破碎机一台', unit: '台' })],
    }]);
    if (ofWords?.ok !== true) throw new Error('not written');
    const wordsId = ofWords.value.lines[0]!.id;
    const unrouted = (await ask('buyer', query, { line: wordsId, product: productId })).data.whyNot;
    expect(unrouted.gate).toMatchObject({ code: 'ON_MARKET', because: expect.stringContaining('尚未确认品类') });
    const request = market.house.request(sessions.get('buyer')!);
    await new ConfirmDemandLines(market.house.deeds, market.classes, new DemandWords(market.classes), new ReviseDemandLines(...deeds))
      .run(request, [{ lineId: wordsId, revision: 1, classIds: [classId], itemId: null, requirements: [] }]);
    await new PublishDemands(market.house.deeds).run(request, [ofWords.value.id]);
    await market.settle();
    expect((await ask('buyer', query, { line: wordsId, product: productId })).data.whyNot).toMatchObject({ matched: true, recommendation: { id: expect.any(String) } });
    expect((await ask('buyer', query, { line: 'dln_nonsense', product: productId })).data.whyNot).toBeNull();
  });

  it('pushes what is made, as its side may see it, until the session ends', async () => {
    const token = 'watching';
    sessions.set(token, sessions.get('supplier')!);
    const client: Client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
    const pushed = client.iterate<{ recommendationPushed: Data }>({ query: 'subscription { recommendationPushed { id side score product { model } factors { code because } } }' });
    const first = pushed.next();
    while (push.topics.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const { id, classId } = await trade();
    const say = () => push.publish([{ topic: `org:${sessions.get('supplier')!.organisationId}`, payload: { type: 'RecommendationMade', subjectId: id } }]);
    await say();
    const { value } = await first as { value: Data };
    expect(value.data.recommendationPushed).toMatchObject({ id, side: 'SUPPLIER', product: { model: `M-${classId}` } });
    sessions.delete(token);
    await say();
    expect((await pushed.next()).done).toBe(true);
    await client.dispose();
    while (push.topics.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
