/** Words by class id. Each text: words separated by blanks; `~` up to eight characters between two parts, `:n` a weight in tenths. */
export type RouteWords = Readonly<Record<string, { readonly names?: string; readonly cues?: string }>>;
