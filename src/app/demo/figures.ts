/** The value that `share` (0 to 1) of the figures do not exceed, by the nearest-rank method; NaN without figures. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Expectations of a story: each is told as it is judged; one that did not hold makes the whole fail, and the story goes on. */
export class Expectations {
  private kept = 0;
  private readonly broken: string[] = [];

  constructor(private readonly tell: (line: string) => void) {}

  hold(what: string, holds: boolean, detail = ''): void {
    this.tell(`${holds ? '  ✓' : '  ✗'} ${what}${detail === '' ? '' : ` (${detail})`}`);
    if (holds) this.kept++;
    else this.broken.push(what);
  }

  get heldAll(): boolean {
    return this.broken.length === 0 && this.kept > 0;
  }

  get summary(): string {
    return `expectations=${this.kept}/${this.kept + this.broken.length}`;
  }
}
