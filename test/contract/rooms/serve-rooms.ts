import 'reflect-metadata';
import type { Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HttpFaultFilter } from '../../../src/app/http-fault.filter.js';
import { ReadSession } from '../../../src/organisation/read-session.js';
import { AccessKey } from '../../../src/platform/access/access-key.js';
import { PublicPasswords } from '../../../src/platform/access/public-passwords.js';
import { SecondFactorDemand } from '../../../src/platform/access/second-factor-demand.js';
import { SessionReader } from '../../../src/platform/access/session-reader.port.js';
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
import { MessageCatalogue, Messages, type RoomMessages } from '../../../src/platform/messages/messages.js';
import type { House } from './house.js';

export interface Answer {
  readonly data: Record<string, unknown> | null | undefined;
  readonly codes: readonly unknown[];
  readonly cookie: string | null;
}

/** Some rooms' resolvers on a house, served over HTTP as a process would; one schema for each test file, since two leak into each other. */
export class ServedRooms {
  private constructor(private readonly app: NestFastifyApplication, private readonly url: string, readonly logged: readonly string[]) {}

  static async open(house: House, providers: readonly Provider[], messages: readonly RoomMessages[]): Promise<ServedRooms> {
    const logged: string[] = [];
    const platform: Exclude<Provider, new () => unknown>[] = [
      { provide: AppDatabase, useValue: house.app }, { provide: Deeds, useValue: house.deeds }, { provide: Ids, useValue: house.ids }, { provide: Clock, useValue: house.clock },
      { provide: SessionReader, useClass: ReadSession }, { provide: AccessKey, useValue: new AccessKey('the key of a served house') },
      // Its tests are their own (ways-in.test.ts, and test/api).
      { provide: PublicPasswords, useValue: new PublicPasswords([]) },
      { provide: SecondFactorDemand, useValue: new SecondFactorDemand(false) },
      { provide: Messages, useValue: new MessageCatalogue([accessMessages, graphqlMessages, fileMessages, ...messages]) },
      { provide: ProcessLogger, useValue: new ProcessLogger(createLogger({ process: 'test', level: 'warn' }, { write: (line: string) => void logged.push(line) })) },
    ];
    const root = {
      module: class Rooms {},
      imports: [
        { module: class Platform {}, global: true, providers: platform, exports: platform.map((one) => ('provide' in one ? one.provide : one)) },
        DuijieGraphqlModule.forRoot(),
      ],
      providers: [...providers, HttpFaultFilter.provider],
    };
    const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter({ forceCloseConnections: true }), { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    return new ServedRooms(app, await app.getUrl(), logged);
  }

  /** Sends an operation; `token` as bearer, null for nobody. */
  async ask(query: string, variables: Record<string, unknown> = {}, token: string | null = null, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST', body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    const { data, errors } = await response.json() as { data?: Answer['data']; errors?: { extensions: { code: unknown } }[] };
    return { data, codes: (errors ?? []).map((error) => error.extensions.code), cookie: response.headers.get('set-cookie') };
  }

  /** A mutation of one input: `fields` of its success, or code, field and message of its refusal. */
  async perform<T extends object = Record<string, unknown>>(mutation: string, input: Record<string, unknown>, success: string, token: string | null = null): Promise<T> {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const answer = await this.ask(`mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on ${success} ... on Refusal { code field message } } }`, { input }, token);
    if (answer.codes.length > 0) throw new Error(`${mutation} answered errors: ${answer.codes.join(', ')} ${this.logged.at(-1) ?? ''}`);
    return answer.data?.[mutation] as T;
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
