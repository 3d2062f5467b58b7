import {
  getNamedType, getOperationAST, isInputObjectType, Kind, typeFromAST, visit, type DocumentNode, type ExecutionResult, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from './context.js';
import { liftLiterals } from './lift-literals.js';

type Variables = Readonly<Record<string, unknown>>;
/** Runs an operation with a context and variables. An answer without `data`: the variables do not fit, and nothing was run. */
export type RunOperation = (context: RequestContext, variables: Variables) => ExecutionResult | Promise<ExecutionResult>;

/**
 * The operation as a function, or null for one that must stay with the engine. The compiler was seen to differ from the engine where a
 * variable fills an input type that has fields with defaults (other values, without an error), and its authors name differences at
 * directives; whatever writes is not its business here.
 */
export function compileOperation(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): RunOperation | null {
  const operation = getOperationAST(document, operationName);
  const single = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  if (operation?.operation !== 'query' || !single || holdsDirective(document)) return null;
  const lifted = liftLiterals(schema, document, operation);
  const plain = lifted === null ? null : getOperationAST(lifted.document, operationName);
  if (lifted === null || !plain || !plainVariables(schema, plain)) return null;
  const compiled = compileQuery(schema, lifted.document, operationName ?? '');
  if (!isCompiledQuery(compiled)) return null;
  return (context, variables) => compiled.query(undefined, context, lifted.variablesOf(variables)) as ReturnType<RunOperation>;
}

function plainVariables(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.every(({ type }) => {
    const found = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    return found !== undefined && !hasDefaults(found, new Set());
  });
}

function hasDefaults(type: GraphQLInputType, seen: Set<string>): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.has(named.name)) return false;
  seen.add(named.name);
  return Object.values(named.getFields()).some((field) => field.defaultValue !== undefined || hasDefaults(field.type, seen));
}

function holdsDirective(document: DocumentNode): boolean {
  let holds = false;
  visit(document, { Directive: () => { holds = true; } });
  return holds;
}
