/** Typed arrays that grow together by doubling; a row keeps its place until it is given back. */
type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

const FIRST_CAPACITY = 16;

/** A table of columns: rows are taken and given back, and a place that was given back is taken first. */
export class Columns {
  /** One beyond the last place ever taken. */
  length = 0;
  private capacity = FIRST_CAPACITY;
  private readonly free: number[] = [];
  private readonly grow: ((capacity: number) => void)[] = [];

  /** Adds a column whose untaken places hold `filled`; `moved` is called with the array now and whenever it grows. */
  add<C extends Column>(make: (capacity: number) => C, filled: number, moved: (column: C) => void): void {
    let column = make(this.capacity).fill(filled) as C;
    moved(column);
    this.grow.push((capacity) => {
      const larger = make(capacity).fill(filled) as C;
      larger.set(column);
      column = larger;
      moved(column);
    });
  }

  take(): number {
    const place = this.free.pop();
    if (place !== undefined) return place;
    if (this.length === this.capacity) {
      this.capacity *= 2;
      for (const one of this.grow) one(this.capacity);
    }
    return this.length++;
  }

  give(row: number): void {
    this.free.push(row);
  }

  /** Places in use. */
  get count(): number {
    return this.length - this.free.length;
  }
}
