/** What of an event says whom it concerns. */
export interface NamingEvent {
  readonly organisationId: string | null;
  readonly refs: Readonly<Record<string, string>>;
  readonly notice: { readonly recipients: readonly string[] } | null;
}

/** Every organisation that an event names, once: whose deed it was, the two sides, and who is told. Nobody else hears of it. */
export function namedOrganisations({ organisationId, refs, notice }: NamingEvent): string[] {
  const named = [organisationId, refs['buyerId'], refs['supplierId'], refs['recipientId'], ...(notice?.recipients ?? [])];
  return [...new Set(named.filter((id): id is string => typeof id === 'string' && id !== ''))];
}
