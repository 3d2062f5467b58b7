import type { ApolloServerPlugin } from '@apollo/server';
import { requestFacts } from '../logging/request-facts.js';
import type { RequestContext } from './context.js';
import type { Faults } from './faults.js';
import type { KnownOperations } from './known-operations.js';
import { assertWithinLimits } from './limits.js';
import type { OperationFigures } from './operation-figures.js';

type Held = RequestContext & { readonly req?: { readonly raw?: Parameters<typeof requestFacts>[0] } };

/** Limits before an operation runs, its name for the log, its figures, and errors as people may see them. */
export function guardOperations(faults: Faults, figures: OperationFigures, known: KnownOperations): ApolloServerPlugin<Held> {
  return {
    requestDidStart: () => {
      const startedMs = performance.now();
      return Promise.resolve({
        didResolveOperation: ({ schema, document, request, operationName, contextValue }) => {
          if (contextValue.req?.raw !== undefined) requestFacts(contextValue.req.raw).operation = operationName;
          assertWithinLimits(schema, document, operationName ?? undefined, request.variables ?? {});
          return Promise.resolve();
        },
        didEncounterErrors: ({ errors, contextValue }) => {
          faults.report(errors, contextValue);
          return Promise.resolve();
        },
        willSendResponse: ({ operation, response, contextValue, source, document, schema, request }) => {
          const result = response.body.kind === 'single' ? response.body.singleResult : null;
          // What was not parsed or not valid is no operation yet: its refusal is counted by its code.
          if (operation) figures.answered(operation, (performance.now() - startedMs) / 1_000, result?.errors === undefined);
          if (operation && document && source !== undefined && result?.errors === undefined) known.answered({ source, operationName: request.operationName ?? null, schema, document, operation });
          if (result?.errors !== undefined) result.errors = result.errors.map((error) => faults.shown(error, contextValue));
          return Promise.resolve();
        },
      });
    },
  };
}
