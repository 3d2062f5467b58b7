import { describe, expect, it } from '@jest/globals';
import { foreignTables, ownersOf } from './checks/sql.js';
import { PROJECT } from './plant.js';
import { ourPaths, textsOf } from './tree.js';

const texts = await textsOf(PROJECT, (await ourPaths(PROJECT)).filter((path) => /^(src|migrations)\/.*\.(ts|js)$/.test(path)));
const owners = ownersOf(texts.filter(({ path }) => path.startsWith('migrations/')));

describe('the SQL of a room', () => {
  it('is seen, and so are the tables', () => {
    expect(owners.get('organisation')).toBe('organisation');
    expect(owners.get('matching_recommendation')).toBe('matching');
    expect(owners.size).toBeGreaterThan(25);
    expect(texts.filter(({ path }) => path.endsWith('.store.ts')).length).toBeGreaterThan(5);
  });

  it('names its own tables and functions alone', () => {
    expect(foreignTables(texts, owners)).toEqual([]);
  });

  it('is what a table of no room would break', () => {
    expect(() => ownersOf([{ path: 'migrations/1.js', text: 'create table stray (id text)' }])).toThrow('stray begins with the name of no room');
  });
});

describe('planted SQL', () => {
  it.each<[string, string, string | null]>([
    ['src/matching/a.store.ts', "tx.query('select 1 from catalogue_product')", 'catalogue_product'],
    ['src/matching/a.store.ts', 'tx.query(`select $' + '{columns} from catalogue_product p where p.id = $1`)', 'catalogue_product'],
    ['src/matching/a.store.ts', "const TABLE = 'demand_line';", 'demand_line'],
    ['src/matching/a.store.ts', "tx.query('select name from organisation o')", 'organisation'],
    ['src/matching/a.store.ts', "tx.query('update   organisation set x = 1')", 'organisation'],
    ['src/catalogue/a.entity.ts', "@Entity('organisation') class A {}", 'organisation'],
    ['src/catalogue/a.entity.ts', "@Entity('demand_demand') class A {}", 'demand_demand'],
    ['src/catalogue/a.store.ts', "tx.query('select organisation_session_of($1)')", 'organisation_session_of'],
    ['src/catalogue/a.store.ts', "tx.query('insert into platform_outbox default values')", 'platform_outbox'],
    ['src/platform/outbox/a.ts', "client.query('delete from notification_notice')", 'notification_notice'],
    ['src/matching/a.store.ts', "tx.query('select organisation_id from matching_line')", null],
    ['src/matching/a.store.ts', "const noun = 'organisation';", null],
    ['src/matching/a.store.ts', '// reads what catalogue_product holds\nexport const a = 1;', null],
    ['src/organisation/a.store.ts', "tx.query('select from organisation join organisation_member m on true')", null],
    ['src/platform/idempotency/a.ts', "tx.query('select from platform_idempotency where app_org() is null')", null],
    ['src/matching/a.spec.ts', "const sql = 'select from catalogue_product';", null],
  ])('%s: %s', (path, text, found) => {
    expect(foreignTables([{ path, text }], owners)).toEqual(found === null ? [] : [expect.stringMatching(new RegExp(`^${path}:\\d+: ${found} is`))]);
  });
});
