import {
  getNamedType, isSpecifiedScalarType, Kind, parseType, TypeInfo, valueFromASTUntyped, visit, visitWithTypeInfo, type ConstValueNode, type DocumentNode, type GraphQLInputType, type GraphQLSchema,
  type OperationDefinitionNode, type ValueNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

export interface Lifted {
  readonly document: DocumentNode;
  /** The operation's variables, and those that stand for what was lifted. */
  readonly variablesOf: (given: Values) => Values;
}

/**
 * The document with each argument like `{ classIds: [$id] }` put into a variable of its own: the compiler takes wrong values from variables
 * inside a literal, and right ones from variables. Null where a literal cannot be told as a client would send its value (a number for one
 * of our scalars, which reads digits as they stand). `document`: of one operation, found valid.
 */
export function liftLiterals(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Lifted | null {
  const lifted: { readonly name: string; readonly type: string; readonly value: ValueNode }[] = [];
  let tellable = true;
  const types = new TypeInfo(schema);
  const without = visit(document, visitWithTypeInfo(types, {
    Argument: {
      enter: (node) => {
        const argument = types.getArgument();
        if (node.value.kind === Kind.VARIABLE || !holdsVariable(node.value) || !argument) return undefined;
        const name = `lifted_${lifted.length}`;
        lifted.push({ name, type: String(argument.type), value: node.value });
        tellable &&= isTellable(schema, argument.type, node.value);
        return { ...node, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } };
      },
    },
  }));
  if (!tellable) return null;
  if (lifted.length === 0) return { document, variablesOf: (given) => given };
  const added = lifted.map(({ name, type }) => ({ kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }, type: parseType(type) } as const));
  const definitions = without.definitions.map((one) => (one.kind === Kind.OPERATION_DEFINITION ? { ...one, variableDefinitions: [...one.variableDefinitions ?? [], ...added] } : one));
  const defaults = defaultsOf(operation);
  return {
    document: { ...without, definitions },
    variablesOf: (given) => {
      const known = { ...defaults, ...given };
      return { ...given, ...Object.fromEntries(lifted.flatMap(({ name, value }) => [[name, sent(value, known)]])) };
    },
  };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Values {
  return Object.fromEntries(variableDefinitions.flatMap(({ variable, defaultValue }) => (defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]])));
}

function holdsVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(holdsVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => holdsVariable(value));
  return node.kind === Kind.VARIABLE;
}

/** Whether the literals in it mean the same when a client sends them as JSON. */
function isTellable(schema: GraphQLSchema, type: GraphQLInputType, node: ValueNode): boolean {
  const named = getNamedType(type);
  if (node.kind === Kind.LIST) return node.values.every((value) => isTellable(schema, type, value));
  if (node.kind === Kind.OBJECT) {
    return 'getFields' in named && node.fields.every(({ name, value }) => {
      const field = named.getFields()[name.value];
      return field !== undefined && isTellable(schema, field.type, value);
    });
  }
  if (node.kind === Kind.INT) return isSpecifiedScalarType(named) && named.name === 'Int';
  return node.kind !== Kind.FLOAT;
}

/** The value as a client would send it; a field whose variable was not given is left out, as the specification has it. */
function sent(node: ValueNode, known: Values): unknown {
  if (node.kind === Kind.VARIABLE) return known[node.name.value];
  if (node.kind === Kind.LIST) return node.values.map((value) => sent(value, known) ?? null);
  if (node.kind === Kind.OBJECT) {
    return Object.fromEntries(node.fields.flatMap(({ name, value }) => {
      const told = sent(value, known);
      return told === undefined ? [] : [[name.value, told]];
    }));
  }
  return valueFromASTUntyped(node as ConstValueNode);
}
