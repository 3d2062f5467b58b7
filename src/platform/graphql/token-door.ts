import { getNamedType, isObjectType, Kind, type GraphQLObjectType, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { TOKEN_DOORS, TOKEN_TYPES, tokenFault, type TokenScope } from '../../core/access/token-scopes.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';

const scopeMissing = (scope: string): RefusalData => refused('NOT_ALLOWED', 'SCOPE_MISSING', null, { scope }).refusal;

/** Why a token may not ask for this root field with all that is selected below it, or null. TOKEN_NOT_HERE or SCOPE_MISSING. */
export function tokenDoorFault({ token }: MemberViewer, info: GraphQLResolveInfo): RefusalData | null {
  if (token === undefined) return null;
  const fault = tokenFault(TOKEN_DOORS[`${info.parentType.name}.${info.fieldName}`] ?? 'NEVER', token.scopes);
  if (fault === 'PEOPLE_ONLY') return refused('NOT_ALLOWED', 'TOKEN_NOT_HERE').refusal;
  if (fault !== null) return scopeMissing(fault);
  const missing = missingBelow(info, token.scopes);
  return missing === null ? null : scopeMissing(missing);
}

/** The first scope that something selected asks for and that the token has not; limits have bounded the query before. */
function missingBelow({ schema, fragments, fieldNodes, parentType }: GraphQLResolveInfo, scopes: readonly TokenScope[]): TokenScope | null {
  const closed = (type: GraphQLObjectType): TokenScope | null => {
    const needed = TOKEN_TYPES[type.name];
    return needed === undefined || needed.some((scope) => scopes.includes(scope)) ? null : needed[0] ?? null;
  };
  const walk = (type: string, set: SelectionSetNode): TokenScope | null => {
    for (const selection of set.selections) {
      const found = step(type, selection);
      if (found !== null) return found;
    }
    return null;
  };
  const into = (type: unknown, set: SelectionSetNode | undefined): TokenScope | null => {
    if (set === undefined) return null;
    const named = type as { readonly name: string };
    const shut = isObjectType(type) ? closed(type) : null;
    return shut ?? walk(named.name, set);
  };
  const step = (type: string, selection: SelectionSetNode['selections'][number]): TokenScope | null => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments[selection.name.value];
      return fragment === undefined ? null : into(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return into(schema.getType(selection.typeCondition?.name.value ?? type), selection.selectionSet);
    const parent = schema.getType(type);
    const field = parent !== undefined && 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined;
    if (field === undefined || !('args' in field)) return null;
    return into(getNamedType(field.type), selection.selectionSet);
  };
  for (const node of fieldNodes) {
    const found = step(parentType.name, node);
    if (found !== null) return found;
  }
  return null;
}
