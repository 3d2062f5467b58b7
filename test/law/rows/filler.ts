import { randomBytes } from 'node:crypto';
import { idFrom, type IdNoun } from '../../../src/core/ids/ids.js';

/** A statement of the owner, who sees every row. */
export type Sql = <Row extends object>(text: string, parameters?: readonly unknown[]) => Promise<Row[]>;
export type Values = Readonly<Record<string, unknown>>;

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
  readonly parent: string | null;
  readonly checks: string[];
}

export const newId = (noun: IdNoun): string => idFrom(noun, Date.now(), randomBytes(10));

/** Which noun the ids of a table are of, by the name of the table or column; any will do where none is meant. */
const NOUNS: Readonly<Record<string, IdNoun>> = { organisation: 'organisation', owner: 'organisation', buyer: 'organisation', supplier: 'organisation' };
const BY_COLUMN: Readonly<Record<string, unknown>> = { region_code: '140100', phone: '13835100001', sha256: 'a'.repeat(64), price_kind: 'ON_REQUEST' };
const BY_TYPE: Readonly<Record<string, () => unknown>> = {
  text: () => `text ${randomBytes(6).toString('hex')}`, 'text[]': () => [], integer: () => 1, smallint: () => 1, bigint: () => randomBytes(5).readUIntBE(0, 5), boolean: () => false,
  'timestamp with time zone': () => new Date(), date: () => '2027-01-01', jsonb: () => '{}', ltree: () => `l${randomBytes(6).toString('hex')}`, bytea: () => randomBytes(4), opaque_id: () => newId('audit'),
};

/**
 * Inserts one row as the owner: the values given, and for every other column that must have one a value its type, its check
 * and its foreign keys accept (a missing parent row is made the same way, with those of the values that it has columns for).
 * Answers the whole row.
 */
export async function insertFilled(sql: Sql, table: string, values: Values): Promise<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const column of await columnsOf(sql, table)) {
    const { name } = column;
    if (name in values) {
      row[name] = values[name];
      if (column.parent !== null) await insertMissing(sql, column.parent, { ...values, id: values[name] });
    } else if (column.parent !== null && column.needed) row[name] = (await insertFilled(sql, column.parent, without(values, 'id')))['id'];
    else if (column.needed) row[name] = fillerOf(column);
  }
  const names = Object.keys(row);
  const [inserted] = await sql<Record<string, unknown>>(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')}) returning *`, Object.values(row));
  if (inserted === undefined) throw new Error(`${table} kept no row`);
  return inserted;
}

async function insertMissing(sql: Sql, table: string, values: Values): Promise<void> {
  const known = await sql(`select from ${table} where id = $1`, [values['id']]);
  if (known.length === 0) await insertFilled(sql, table, values);
}

function fillerOf({ name, type, checks }: ColumnRow): unknown {
  const allowed = checks.map((check) => /ARRAY\['([^']+)'/.exec(check)?.[1]).find((one) => one !== undefined);
  if (name in BY_COLUMN) return BY_COLUMN[name];
  if (allowed !== undefined) return allowed;
  if (type.startsWith('numeric')) return '1';
  if (type === 'opaque_id') return newId(NOUNS[name.replace(/_id$/, '')] ?? 'audit');
  const filler = BY_TYPE[type];
  if (filler === undefined) throw new Error(`no filler for column ${name} of type ${type}: teach test/law/rows/filler.ts one`);
  return filler();
}

function without(values: Values, name: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

/** The columns of a table, with the table a foreign key of one column leads to. */
function columnsOf(sql: Sql, table: string): Promise<ColumnRow[]> {
  return sql<ColumnRow>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull and not a.atthasdef and a.attidentity = '' as needed,
            (select c.confrelid::regclass::text from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey = array[a.attnum]) as parent,
            array(select pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum]) as checks
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`, [table]);
}
