import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../src/app/demo/figures.js';
import { Pushes } from '../../src/app/demo/pushes.js';
import { createDemandInput, sampleDemands, wantingClasses } from '../../src/app/demo/sample-demands.js';
import { closeDemand, createDemand, publishDemand } from '../../src/app/demo/story.js';
import type { ApiClient } from '../../src/app/demo/api-client.js';
import { shanghaiDate } from '../../src/core/time/dates.js';
import type { Product } from './product.js';

const PUSHED_WITHIN_MS = 20_000;
const REST_MS = 300;

export interface PushFigures {
  readonly pushes: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** Publishes demands one by one while nothing else happens; from the sending of the publication to the first recommendation on a live subscription. */
export async function pushDelays(product: Product, buyer: ApiClient, classIds: readonly string[], count: number): Promise<PushFigures> {
  const today = shanghaiDate(new Date());
  const samples = wantingClasses(await sampleDemands(), new Set(classIds)).filter(({ expected }) => expected.sampleModels.length > 0);
  const live = await Pushes.open(buyer);
  try {
    const delays: number[] = [];
    for (let n = 0; delays.length < count; n += 1) {
      const sample = samples[n % samples.length];
      if (sample === undefined || n > count * 3) throw new Error('The demands of the samples were not answered by recommendations.');
      const { id } = await createDemand(buyer, { ...createDemandInput(sample, today), title: `${sample.title} 推送 ${n}` });
      await product.atRest();
      await pause(REST_MS);
      const sentMs = performance.now();
      await publishDemand(buyer, id);
      const pushed = await live.first((one) => one.demandId === id, PUSHED_WITHIN_MS);
      // What no product on the market answers is pushed to nobody; the samples are in turn.
      if (pushed !== null) delays.push(pushed.atMs - sentMs);
      await closeDemand(buyer, id, '测量结束');
      await product.atRest();
    }
    return { pushes: delays.length, p50Ms: percentile(delays, 0.5), p95Ms: percentile(delays, 0.95), maxMs: percentile(delays, 1) };
  } finally {
    await live.close();
  }
}
