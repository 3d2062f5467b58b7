import { FixedClock } from '../../../src/platform/clock/clock.js';
import { InlineQueue } from '../../../src/platform/queue/inline/inline-queue.js';
import type { QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import { CONTRACT_RETRY, type QueueHarness } from './queue-harness.js';
import { queueContract } from './queue.contract.js';

const STEP_MS = 20;
const STEPS = 500;

function openInline(seeds: { readonly shuffleSeed?: number }): Promise<QueueHarness> {
  const clock = new FixedClock(new Date('2026-03-01T00:00:00Z'));
  const faults: QueueFault[] = [];
  const queue = new InlineQueue({ clock, retry: CONTRACT_RETRY, onFault: (fault) => faults.push(fault), ...seeds });
  return Promise.resolve({
    queue,
    faults,
    now: () => clock.now(),
    settle: async (until) => {
      for (let step = 0; step < STEPS; step++) {
        await queue.drain();
        if (await until()) return;
        clock.moveBy(STEP_MS);
      }
      throw new Error('The jobs did not settle.');
    },
    close: () => queue.close(),
  });
}

queueContract('memory', () => openInline({}));
queueContract('memory, shuffled', () => openInline({ shuffleSeed: 7 }));
