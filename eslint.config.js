// The never-rules that the import graph cannot see. `test/law/lint.test.ts` plants one violation of each.
import tseslint from 'typescript-eslint';

/** `no-restricted-syntax` is one rule: a later block replaces its list, so every block names all that holds there. */
const banned = (selector, message) => ({ selector, message });

const SYNTAX_EVERYWHERE = [
  banned('Identifier[name=/^(forwardRef|ModuleRef|LazyModuleLoader)$/]', 'A forward reference hides a circle: announce an event, or move the shared part down.'),
  banned("MemberExpression[object.name='Scope']:matches([property.name='REQUEST'], [property.value='REQUEST'])", 'Request scope rebuilds providers per request: pass the request as an argument.'),
  banned("MethodDefinition[kind='constructor'] > FunctionExpression[params.length>5]", 'More than five dependencies: this class does more than one deed.'),
  banned("PropertyDefinition > Decorator[expression.callee.name='Inject']", 'Dependencies come through the constructor, where they are counted.'),
];
const SYNTAX_OUTSIDE_STORES = [
  banned("MemberExpression[object.name=/^tx$/i]:matches([property.name=/^(query|manager)$/], [property.value=/^(query|manager)$/])", 'SQL lives in stores: a deed passes the transaction on and does not speak through it.'),
  banned("VariableDeclarator[init.name=/^tx$/i] > ObjectPattern", 'SQL lives in stores: a deed passes the transaction on and does not take it apart.'),
];
const SYNTAX_IN_CORE = [
  banned("NewExpression[callee.name='Date'][arguments.length=0]", 'core/ has no clock: the time is an argument.'),
  banned("CallExpression[callee.name='Date']", 'core/ has no clock: the time is an argument.'),
  banned("CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]", "core/ answers alike on every machine: the machine's language is no argument."),
  banned("CallExpression[callee.property.name='localeCompare'][arguments.length<2]", 'core/ orders alike on every machine: name the language or compare code points.'),
  banned("MemberExpression[object.name='Intl'][property.name=/^(DateTimeFormat|NumberFormat)$/]", "core/ answers alike on every machine: the machine's zone is no argument."),
  banned('ImportExpression', 'core/ loads nothing at run time.'),
  banned("MetaProperty[meta.name='import']", 'core/ does not know where it lies.'),
];
const GLOBALS_OUTSIDE_CORE = [
  'process', 'performance', 'crypto', 'globalThis', 'global', 'Buffer', 'console', 'fetch', 'navigator', 'require', 'WebSocket', 'WebAssembly',
  'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask',
].map((name) => ({ name, message: 'core/ is arithmetic: no clock, no chance, no process; what it needs is an argument.' }));

const ENVIRONMENT = { object: 'process', property: 'env', message: 'Settings are read in platform/config alone.' };
const CHANCE_AND_CLOCK = [
  { object: 'Date', property: 'now', message: 'core/ has no clock: the time is an argument.' },
  { object: 'Math', property: 'random', message: 'core/ has no chance: the draw is an argument.' },
];
const PROCESS_MODULES = ['process', 'node:process'].map((name) => ({ name, message: 'Use the global `process`, whose environment the linter guards.' }));

const SPEAKS_SQL = ['src/**/*.store.ts', 'src/**/*.entity.ts', 'src/platform/{db,outbox,inbox,queue,search,push,audit,idempotency}/**/*.ts', 'src/**/*.spec.ts'];
const MAY_PRINT = ['src/platform/supervisor/**', 'src/platform/logging/**', 'src/app/demo/**', 'src/start.ts', 'src/**/*.command.ts'];

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.duijie/**', 'node_modules/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs,ts}'],
    rules: {
      eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-debugger': 'error', 'no-eval': 'error', 'no-new-func': 'error',
      'no-async-promise-executor': 'error', 'no-unsafe-finally': 'error', 'no-self-compare': 'error', 'no-self-assign': 'error',
      'no-constant-binary-expression': 'error', 'no-dupe-else-if': 'error', 'no-dupe-keys': 'error', 'no-irregular-whitespace': 'error',
      'no-loss-of-precision': 'error', 'no-misleading-character-class': 'error', 'no-sparse-arrays': 'error', 'no-template-curly-in-string': 'error',
      'no-unsafe-optional-chaining': 'error', 'no-unreachable': 'error', 'no-useless-catch': 'error', 'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './tsconfig.test.json'], tsconfigRootDir: process.cwd() } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': true, 'ts-check': false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-control-regex': 'error',
      'no-restricted-properties': ['error', ENVIRONMENT],
      'no-restricted-imports': ['error', { paths: PROCESS_MODULES }],
      'no-restricted-syntax': ['error', ...SYNTAX_EVERYWHERE, ...SYNTAX_OUTSIDE_STORES],
    },
  },
  { files: SPEAKS_SQL, rules: { 'no-restricted-syntax': ['error', ...SYNTAX_EVERYWHERE] } },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...GLOBALS_OUTSIDE_CORE],
      'no-restricted-properties': ['error', ENVIRONMENT, ...CHANCE_AND_CLOCK],
      'no-restricted-imports': ['error', { paths: PROCESS_MODULES, patterns: [{ group: ['node:*'], message: 'core/ imports only core/ and decimal.js.' }] }],
      'no-restricted-syntax': ['error', ...SYNTAX_EVERYWHERE, ...SYNTAX_OUTSIDE_STORES, ...SYNTAX_IN_CORE],
    },
  },
  { files: ['src/**/*.ts'], ignores: ['src/**/*.spec.ts'], rules: { 'max-lines-per-function': ['error', { max: 70, IIFEs: true }] } },
  { files: ['src/platform/config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: MAY_PRINT, rules: { 'no-console': 'off' } },
);
