import { join, relative } from 'node:path';
import ts from 'typescript';

/** Where a code is spoken, and which parameters come with it there; null when they are not known before it runs. */
export interface Spoken {
  readonly code: string;
  readonly at: string;
  readonly params: readonly string[] | null;
}

export interface Codes {
  /** Codes of refusals and notices. */
  readonly spoken: readonly Spoken[];
  /** Places where a code is any text to the compiler and no literal of the file can be meant. */
  readonly unknown: readonly string[];
  /** All codes the messages define, with their file. */
  readonly defined: ReadonlyMap<string, string>;
  /** Every upper-case literal outside the messages: a message that is not among them can never be said. */
  readonly literals: ReadonlySet<string>;
}

const CODE = /^[A-Z][A-Z0-9_]*$/;
/** Types whose property `code` is the key of a message. */
const CARRIERS = new Set(['RefusalData', 'NoticeText']);

/** Reads all codes out of the TypeScript program of a folder (its `tsconfig.json`), specs left out. */
export function codesIn(folder: string): Codes {
  const config = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), { noEmit: true, incremental: false, tsBuildInfoFile: undefined }, {
    ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => { throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')); },
  });
  if (config === undefined) throw new Error(`${folder} has no tsconfig.json`);
  const program = ts.createProgram(config.fileNames, config.options);
  const reader = new CodeReader(folder, program.getTypeChecker());
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile && !file.fileName.endsWith('.spec.ts')) reader.read(file);
  }
  return reader;
}

class CodeReader implements Codes {
  readonly spoken: Spoken[] = [];
  readonly unknown: string[] = [];
  readonly defined = new Map<string, string>();
  readonly literals = new Set<string>();

  constructor(private readonly folder: string, private readonly checker: ts.TypeChecker) {}

  read(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && nameOf(node.expression) === 'defineMessages') return void this.define(node, file);
      if (ts.isCallExpression(node) && nameOf(node.expression) === 'refused') this.speak(node.arguments[1], node.arguments[3], file);
      if (ts.isObjectLiteralExpression(node)) this.readObject(node, file);
      if (ts.isStringLiteralLike(node) && CODE.test(node.text)) this.literals.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

  private define(call: ts.CallExpression, file: ts.SourceFile): void {
    const [messages] = call.arguments;
    if (messages === undefined) return;
    for (const property of this.checker.getTypeAtLocation(messages).getProperties()) this.defined.set(property.name, this.at(call, file));
  }

  /** `{ code: …, params: … }` of a carrier, and `context: { code: … }` of a class-validator decorator. */
  private readObject(node: ts.ObjectLiteralExpression, file: ts.SourceFile): void {
    const type = this.checker.getContextualType(node);
    const parts = type === undefined ? [] : type.isUnion() ? type.types : [type];
    const carries = parts.some((part) => CARRIERS.has(part.aliasSymbol?.name ?? part.symbol?.name ?? ''));
    const context = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'context' && ts.findAncestor(node, ts.isDecorator) !== undefined;
    if (!carries && !context) return;
    const property = (name: string): ts.Expression | undefined =>
      node.properties.flatMap((one) => (ts.isPropertyAssignment(one) && one.name.getText() === name ? [one.initializer] : ts.isShorthandPropertyAssignment(one) && one.name.text === name ? [one.name] : []))[0];
    const code = property('code');
    // A copy of another object's code is spoken where that object is made.
    if (code !== undefined && !(ts.isPropertyAccessExpression(code) && code.name.text === 'code')) this.speak(code, property('params'), file);
  }

  private speak(code: ts.Expression | undefined, params: ts.Expression | undefined, file: ts.SourceFile): void {
    if (code === undefined) return;
    const given = params === undefined ? [] : this.paramsOf(params);
    const at = this.at(code, file);
    const known = literalsOf(this.checker.getTypeAtLocation(code));
    if (known !== null) return void this.spoken.push(...known.map((one) => ({ code: one, at, params: given })));
    // A parameter hands on what its callers say; they are read themselves.
    if (ts.isIdentifier(code) && this.isParameter(code)) return;
    const meant = codesBelow(file);
    if (meant.length === 0) this.unknown.push(`${at}: ${code.getText()} may be any text`);
    this.spoken.push(...meant.map((one) => ({ code: one, at, params: null })));
  }

  private paramsOf(params: ts.Expression): string[] | null {
    const type = this.checker.getTypeAtLocation(params);
    if (type.getStringIndexType() !== undefined || (type.isUnion() && !type.types.every((part) => part.isClassOrInterface() || part.symbol !== undefined))) return null;
    return this.checker.getPropertiesOfType(type).map((property) => property.name);
  }

  private isParameter(name: ts.Identifier): boolean {
    const symbol = ts.isShorthandPropertyAssignment(name.parent) ? this.checker.getShorthandAssignmentValueSymbol(name.parent) : this.checker.getSymbolAtLocation(name);
    return symbol?.valueDeclaration !== undefined && ts.isParameter(symbol.valueDeclaration);
  }

  private at(node: ts.Node, file: ts.SourceFile): string {
    return `${relative(this.folder, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  }
}

function nameOf(callee: ts.Expression): string {
  return ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

/** The values of a type made of string literals alone, or null. */
function literalsOf(type: ts.Type): string[] | null {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.isStringLiteral()) ? parts.map((part) => (part as ts.StringLiteralType).value) : null;
}

/** What a code that is plain text to the compiler can be: literals of the file given to a property `code` or kept in a table of codes. */
function codesBelow(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isTypeNode(one)) return;
    if (ts.isStringLiteralLike(one) && CODE.test(one.text)) {
      const table = ts.findAncestor(one, ts.isVariableDeclaration);
      const named = ts.isPropertyAssignment(one.parent) && one.parent.name.getText() === 'code';
      if (named || /codes?$/i.test(table?.name.getText() ?? '')) found.push(one.text);
    }
    ts.forEachChild(one, visit);
  };
  visit(file);
  return found;
}

/** Everything wrong between codes and messages, one line each; `texts` are the sentences by code, where they could be loaded. */
export function codeFaults({ spoken, unknown, defined, literals }: Codes, texts: ReadonlyMap<string, string> = new Map()): string[] {
  const places = (code: string): string[] => [...(texts.get(code) ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return [
    ...unknown,
    ...spoken.filter(({ code }) => !defined.has(code)).map(({ code, at }) => `${at}: ${code} has no message`),
    ...spoken.flatMap(({ code, at, params }) => places(code).filter((place) => params !== null && !params.includes(place)).map((place) => `${at}: ${code} is not given {${place}}`)),
    ...[...defined].filter(([code]) => !literals.has(code)).map(([code, at]) => `${at}: nobody says ${code}`),
  ].sort();
}
