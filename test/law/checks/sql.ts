import ts from 'typescript';
import type { SourceText } from '../tree.js';

const ROOMS = ['organisation', 'policy', 'catalogue', 'demand', 'matching', 'sourcing', 'programme', 'meeting', 'notification', 'platform'];
const SPEAKS_SQL = /^src\/(?:.*\.(?:store|entity)\.ts|platform\/(?:db|outbox|inbox|queue|search|push|audit|idempotency)\/.*\.ts)$/;
/** Where a bare word is a table and not part of speech. */
const AFTER = '(?:from|join|into|update|table|references|only)\\s+"?';

/** Tables and functions that the migrations make, each with the room its name begins with. */
export function ownersOf(migrations: readonly SourceText[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { path, text } of migrations) {
    for (const [, name = ''] of text.matchAll(/\bcreate\s+(?:or\s+replace\s+)?(?:table|view|materialized\s+view|function|sequence)\s+(?:if\s+not\s+exists\s+)?"?([a-z_][a-z0-9_]*)/gi)) {
      const room = name.startsWith('app_') ? 'platform' : ROOMS.find((one) => name === one || name.startsWith(`${one}_`));
      if (room === undefined) throw new Error(`${path}: ${name} begins with the name of no room`);
      owners.set(name, room);
    }
  }
  return owners;
}

/** Places where a file that speaks SQL names a table or function of another room. */
export function foreignTables(files: readonly SourceText[], owners: ReadonlyMap<string, string>): string[] {
  const names = [...owners].map(([name, room]) => ({ name, room, pattern: new RegExp(name.includes('_') ? `\\b${name}\\b` : `${AFTER}${name}\\b`, 'i') }));
  return files.filter(({ path }) => SPEAKS_SQL.test(path) && !path.endsWith('.spec.ts')).flatMap(({ path, text }) => {
    const room = path.split('/')[1] ?? '';
    return literalsOf(path, text).flatMap(({ text: literal, line, entity }) =>
      names.filter((one) => one.room !== room && (entity ? literal === one.name : one.pattern.test(literal))).map(({ name, room: owner }) => `${path}:${line}: ${name} is a table or function of ${owner}`));
  });
}

interface Literal {
  readonly text: string;
  readonly line: number;
  /** The name of an `@Entity`. */
  readonly entity: boolean;
}

/** All literal text of a file, comments left out; the parts of a template come one by one. */
function literalsOf(path: string, text: string): Literal[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const call = node.parent;
      const entity = ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'Entity';
      found.push({ text: node.text, line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, entity });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
