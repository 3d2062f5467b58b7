import { Injectable } from '@nestjs/common';
import { MatcherDatabase } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { ReviewTopics } from './review-topics.js';

/** Reviews all topics by the clock: what a worker that died between judging and reviewing left behind. */
@Injectable()
export class SweepTopics implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly reviewing: ReviewTopics) {}

  async handle(): Promise<void> {
    await this.reviewing.of(this.database, null, 'sweep-topics');
  }
}
