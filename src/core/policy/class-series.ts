/** The next id of a group of extension classes, `X.118` of `X.1`: behind all that were ever given, for none is given again. Null when the group is full. */
export function nextClassId(parentId: string, given: readonly string[]): string | null {
  const numbers = given.filter((id) => id.startsWith(parentId) && id.length === parentId.length + 2).map((id) => Number(id.slice(parentId.length)));
  const next = Math.max(0, ...numbers) + 1;
  return next > 99 ? null : `${parentId}${String(next).padStart(2, '0')}`;
}
