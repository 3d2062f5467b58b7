/** Times that a sandbox may be opened or emptied within a day: each leaves a closed one behind. */
export const SANDBOXES_A_DAY = 20;
export const SANDBOX_DAY_MS = 86_400_000;

const NAME_MAX = 200;

/** What a sandbox is called: nobody shall take it for the enterprise itself. */
export function sandboxName(enterprise: string): string {
  return [...`【沙箱】${enterprise}`].slice(0, NAME_MAX).join('');
}
