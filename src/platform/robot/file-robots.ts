import { MessageFolder } from '../transport/message-folder.js';
import { ACCEPTED, notAccepted, type TransportAnswer } from '../transport/transport-answer.js';
import { webhookBody } from './webhook-body.js';
import { Robots, type RobotMessage } from './robots.port.js';

/** Writes what a robot would post to `<dataDir>/robot/<reference>.json`, without key and secret: for an installation that may not reach the vendors. */
export class FileRobots extends Robots {
  private constructor(private readonly folder: MessageFolder) {
    super();
  }

  static async open(dataDir: string): Promise<FileRobots> {
    return new FileRobots(await MessageFolder.open(dataDir, 'robot', '.json'));
  }

  async post(message: RobotMessage): Promise<TransportAnswer> {
    try {
      const { vendor, reference } = message;
      await this.folder.put(reference, `${JSON.stringify({ vendor, reference, at: new Date().toISOString(), body: webhookBody(message) }, null, 2)}\n`);
      return ACCEPTED;
    } catch {
      return notAccepted('ROBOT_TRANSPORT_FAILED', true);
    }
  }
}
