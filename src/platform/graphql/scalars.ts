import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

const DECIMAL = /^-?(0|[1-9]\d{0,17})(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const bad = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
};

const textOf = (node: ValueNode): unknown => (node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : valueFromASTUntyped(node));

function decimal(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  return bad(`金额和数量写作十进制文本，如 "12800.50"（最多 18 位整数、6 位小数），不用浮点数。Write decimals as text such as "12800.50", never as a float.`);
}

/** Money and exact quantities: decimal text on both sides, never a float. Up to 18 digits before and 6 behind the point. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: '十进制数，以文本表示，如 "12800.50"；不用浮点数。A decimal number as text; whole numbers are taken as well.',
  serialize: (value) => String(value),
  parseValue: decimal,
  parseLiteral: (node) => decimal(textOf(node)),
});

function date(value: unknown): string {
  if (typeof value === 'string' && DATE.test(value)) {
    const at = new Date(`${value}T00:00:00Z`);
    // A day that is not in the calendar (02-30) comes back as another one.
    if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)) return value;
  }
  return bad('日期写作 YYYY-MM-DD，且须是日历上有的一天。Write dates as YYYY-MM-DD, a day that exists.');
}

/** A calendar date as people in Shanxi mean it. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: '日期 YYYY-MM-DD（Asia/Shanghai）。A calendar date in Asia/Shanghai.',
  serialize: (value) => date(value),
  parseValue: date,
  parseLiteral: (node) => date(textOf(node)),
});

function moment(value: unknown): Date {
  const at = typeof value === 'string' && MOMENT.test(value) ? new Date(value) : null;
  return at !== null && !Number.isNaN(at.getTime()) ? at : bad('时间写作带时区的 ISO 8601，如 2026-11-23T09:00:00+08:00。Write times as ISO 8601 with an offset.');
}

/** A moment: ISO 8601 with offset; answered in Asia/Shanghai, which has been UTC+8 without summer time since 1991. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: '时刻，ISO 8601 带时区，答复一律为 +08:00。A moment, ISO 8601 with offset; answers are in +08:00.',
  serialize: (value) => {
    const at = value instanceof Date ? value : new Date(String(value));
    return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().replace('Z', '+08:00');
  },
  parseValue: moment,
  parseLiteral: (node) => moment(textOf(node)),
});

/** Small open-ended data whose shape another system decides; bounded by the request's size. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
