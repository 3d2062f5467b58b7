import type { DynamicModule, Provider } from '@nestjs/common';
import { AccessKey } from '../platform/access/access-key.js';
import { PublicPasswords } from '../platform/access/public-passwords.js';
import { SecondFactorDemand } from '../platform/access/second-factor-demand.js';
import { SessionReader } from '../platform/access/session-reader.port.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Settings } from '../platform/config/settings.js';
import { AppDatabase } from '../platform/db/database.js';
import { Deeds } from '../platform/deed/deeds.js';
import { AcceptUpload } from '../platform/files/accept-upload.js';
import { DatabaseFileRegistry } from '../platform/files/database-file-registry.js';
import { FileRegistry } from '../platform/files/file-registry.port.js';
import { FileStore } from '../platform/files/file-store.js';
import { DownloadController } from '../platform/files/download.controller.js';
import { FileAnswers } from '../platform/files/file-answers.js';
import { EvidenceDownloads } from '../platform/files/evidence-downloads.js';
import { RestAnswers } from '../platform/rest/rest-answers.js';
import { RestController } from '../platform/rest/rest.controller.js';
import { FilesController } from '../platform/files/files.controller.js';
import { Metrics } from '../platform/health/metrics.js';
import { IdempotencyKeys } from '../platform/idempotency/idempotency.js';
import { ProcessLogger } from '../platform/logging/process-logger.js';
import { Mailer } from '../platform/mail/mailer.port.js';
import { Messages } from '../platform/messages/messages.js';
import { Push } from '../platform/push/push.js';
import { Robots } from '../platform/robot/robots.port.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { SmsSender } from '../platform/sms/sms-sender.port.js';
import { Webhooks } from '../platform/webhook/webhooks.port.js';
import { ReadSession } from '../organisation/index.js';
import { DEMO_PASSWORD } from './demo/cast.js';
import type { Platform } from './open-platform.js';

/** What every process has: the opened platform as things that rooms ask for by their class. */
export class PlatformModule {
  static forRoot(platform: Platform, more: readonly Provider[] = []): DynamicModule {
    const providers: Provider[] = [
      { provide: AppDatabase, useValue: platform.database },
      { provide: Clock, useValue: platform.clock },
      { provide: Ids, useValue: platform.ids },
      { provide: IdempotencyKeys, useValue: platform.keys },
      { provide: Deeds, useValue: new Deeds(platform.database, platform.keys, platform.ids) },
      { provide: Messages, useValue: platform.messages },
      { provide: Metrics, useValue: platform.metrics },
      { provide: ProcessLogger, useValue: new ProcessLogger(platform.logger) },
      { provide: Push, useValue: platform.push },
      { provide: FileStore, useValue: platform.files },
      { provide: SearchIndex, useValue: platform.search },
      { provide: SmsSender, useValue: platform.sms },
      { provide: Mailer, useValue: platform.mailer },
      { provide: Robots, useValue: platform.robots },
      { provide: Webhooks, useValue: platform.webhooks },
      { provide: Sealer, useValue: platform.sealer },
      { provide: Settings, useValue: platform.settings },
      { provide: AccessKey, useValue: new AccessKey(platform.settings.needed('accessSecret')) },
      { provide: PublicPasswords, useValue: new PublicPasswords(platform.settings.demo ? [] : [DEMO_PASSWORD]) },
      { provide: SecondFactorDemand, useValue: new SecondFactorDemand(!platform.settings.demo) },
      { provide: SessionReader, useClass: ReadSession },
      { provide: FileRegistry, useClass: DatabaseFileRegistry },
      AcceptUpload, FileAnswers, FilesController, DownloadController, EvidenceDownloads, RestAnswers, RestController,
      ...more,
    ];
    return { module: PlatformModule, global: true, providers, exports: providers.map(tokenOf) };
  }
}

function tokenOf(provider: Provider): Exclude<Provider, { provide: unknown }> {
  return (typeof provider === 'object' && 'provide' in provider ? provider.provide : provider) as never;
}
