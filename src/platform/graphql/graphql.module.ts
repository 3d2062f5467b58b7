import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { ValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { SessionCookie } from '../access/session-cookie.js';
import { Messages } from '../messages/messages.js';
import { ProcessLogger } from '../logging/process-logger.js';
import { Answers } from './answers.js';
import { DoorInterceptor } from './door.interceptor.js';
import { DuijieDriver } from './duijie.driver.js';
import { Faults } from './faults.js';
import { guardOperations } from './guard-operations.js';
import { KnownOperations } from './known-operations.js';
import { liveOperations } from './live-operations.js';
import { OpenContext } from './open-context.js';
import { OperationFigures } from './operation-figures.js';
import { RefusalError } from './root-field.js';
import { endUnreadable, throwUnreadable, type LiveConnection } from './unreadable-session.js';
import { refusalOf } from './violations.js';

const TOKENS_MAX = 5_000;
const RECURSIVE_SELECTIONS_MAX = 5_000;

/** The GraphQL server of a process. It needs `Messages`, `ProcessLogger`, `SessionReader` and `Clock` from a global module. */
export class DuijieGraphqlModule {
  static forRoot(cookie = new SessionCookie()): DynamicModule {
    return {
      module: DuijieGraphqlModule,
      global: true,
      imports: [GraphQLModule.forRootAsync<ApolloDriverConfig>({
        driver: DuijieDriver,
        imports: [],
        inject: [Messages, ProcessLogger, OpenContext, OperationFigures, KnownOperations],
        useFactory: options,
      })],
      providers: [
        Answers, OpenContext, OperationFigures, KnownOperations, { provide: SessionCookie, useValue: cookie },
        { provide: APP_INTERCEPTOR, useClass: DoorInterceptor },
        { provide: APP_PIPE, useFactory: () => new ValidationPipe({ transform: true, stopAtFirstError: true, exceptionFactory: (errors) => new RefusalError(refusalOf(errors)) }) },
      ],
      exports: [Answers, OpenContext, OperationFigures, KnownOperations],
    };
  }
}

function options(messages: Messages, { logger }: ProcessLogger, contexts: OpenContext, figures: OperationFigures, known: KnownOperations): ApolloDriverConfig {
  const faults = new Faults(messages, logger, figures);
  let built: GraphQLSchema | null = null;
  return {
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // The schema is public and printed in docs/: hiding it would only cost developers the hint at a misspelt field.
    hideSchemaDetailsFromClientErrors: false,
    autoTransformHttpErrors: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: RECURSIVE_SELECTIONS_MAX,
    parseOptions: { maxTokens: TOKENS_MAX },
    fieldResolverEnhancers: [],
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginUsageReportingDisabled(), guardOperations(faults, figures, known) as never],
    transformSchema: (schema) => {
      built = schema;
      return schema;
    },
    context: (first: FastifyRequest | LiveConnection, second: unknown) => ('raw' in first
      ? contexts.ofRequest(first, second as FastifyReply).catch((error: unknown) => throwUnreadable(faults, error, first))
      : contexts.ofConnection(first).catch((error: unknown) => endUnreadable(faults, error, first))),
    subscriptions: {
      'graphql-ws': liveOperations(faults, figures, () => {
        if (built === null) throw new Error('A client spoke before the schema was built.');
        return built;
      }) as never,
    },
  };
}
