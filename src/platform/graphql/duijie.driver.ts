import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import { KnownLane } from './known-lane.js';
import { KnownOperations } from './known-operations.js';
import { OperationFigures } from './operation-figures.js';

type Options = ApolloDriverConfig & { readonly schema: GraphQLSchema; readonly context: (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext> };

/** Apollo on Fastify, with a short way past its pipeline for queries that are known word for word. */
@Injectable()
export class DuijieDriver extends ApolloDriver {
  constructor(modules: ModulesContainer, private readonly known: KnownOperations, private readonly figures: OperationFigures) {
    super(modules);
  }

  override async registerFastify(options: ApolloDriverConfig): Promise<void> {
    const { schema, context, path } = options as Options;
    const lane = new KnownLane(schema, this.known, this.figures, context);
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    // Before the engine's route is added: it is the one that the hook is for.
    fastify.addHook('preHandler', (request, reply, next) => {
      if (request.routeOptions.url !== path) {
        next();
        return;
      }
      lane.answers(request, reply).then((answered) => { if (!answered) next(); }, next);
    });
    await super.registerFastify(options);
  }
}
