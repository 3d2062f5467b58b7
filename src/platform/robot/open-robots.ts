import type { Settings } from '../config/settings.js';
import { FileRobots } from './file-robots.js';
import type { Robots } from './robots.port.js';
import { WebhookRobots } from './webhook-robots.js';

/** The robots that the settings choose. */
export async function openRobots({ robotTransport, dataDir }: Settings): Promise<Robots> {
  switch (robotTransport) {
    case 'file': return FileRobots.open(dataDir);
    case 'webhook': return new WebhookRobots();
  }
}
