import type { ApolloServerPlugin } from '@apollo/server';
import { requestFacts } from '../logging/request-facts.js';
import type { RequestContext } from './context.js';
import type { Faults } from './faults.js';
import { assertWithinLimits } from './limits.js';

type Held = RequestContext & { readonly req?: { readonly raw?: Parameters<typeof requestFacts>[0] } };

/** Limits before an operation runs, its name for the log, and errors as people may see them. */
export function guardOperations(faults: Faults): ApolloServerPlugin<Held> {
  return {
    requestDidStart: () => Promise.resolve({
      didResolveOperation: ({ schema, document, request, operationName, contextValue }) => {
        if (contextValue.req?.raw !== undefined) requestFacts(contextValue.req.raw).operation = operationName;
        assertWithinLimits(schema, document, operationName ?? undefined, request.variables ?? {});
        return Promise.resolve();
      },
      didEncounterErrors: ({ errors, contextValue }) => {
        faults.report(errors, contextValue);
        return Promise.resolve();
      },
      willSendResponse: ({ response, contextValue }) => {
        if (response.body.kind === 'single' && response.body.singleResult.errors !== undefined) {
          response.body.singleResult.errors = response.body.singleResult.errors.map((error) => faults.shown(error, contextValue));
        }
        return Promise.resolve();
      },
    }),
  };
}
