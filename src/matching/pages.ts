/** Works through everything that `read` lists by id, one page at a time; `read` answers at most `size` ids that come after `after`, in one order. */
export async function eachPage(size: number, read: (limit: number, after: string | null) => Promise<readonly string[]>, work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  for (let after: string | null = null; ;) {
    const ids: readonly string[] = await read(size, after);
    if (ids.length > 0) await work(ids);
    if (ids.length < size) return;
    after = ids.at(-1) ?? null;
  }
}
