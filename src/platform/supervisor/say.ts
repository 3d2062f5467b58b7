/** Tells the person at the terminal one thing, Chinese first. Nothing but the line of readiness begins with `ready`. */
export function say(zh: string, en: string): void {
  console.log(`${zh} ${en}`);
}
