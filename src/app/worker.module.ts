import type { DynamicModule } from '@nestjs/common';
import { Handlers } from '../platform/deed/handlers.js';
import { MatcherDatabase } from '../platform/db/database.js';
import { JobQueue } from '../platform/queue/job-queue.port.js';
import { DEEDS } from './deeds.js';
import type { Platform } from './open-platform.js';
import { PlatformModule } from './platform.module.js';
import { handlerClasses } from './switchboard.js';

/** The worker process: job handlers and the deeds they perform. It serves no schema. */
export class WorkerModule {
  static forRoot(platform: Platform, matcher: MatcherDatabase, queue: JobQueue): DynamicModule {
    const background = [
      { provide: MatcherDatabase, useValue: matcher },
      { provide: Handlers, useValue: new Handlers(matcher) },
      { provide: JobQueue, useValue: queue },
    ];
    return { module: WorkerModule, imports: [PlatformModule.forRoot(platform, background)], providers: [...DEEDS, ...handlerClasses()] };
  }
}
