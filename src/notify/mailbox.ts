/** The address within a mailbox: `运维台账 <ops@example.internal>` is `ops@example.internal`. Pure. */
export const addressOf = (mailbox: string): string => /<([^<>]*)>\s*$/.exec(mailbox)?.[1]?.trim() ?? mailbox.trim();

/** Its domain, lower case. */
export const domainOf = (mailbox: string): string => addressOf(mailbox).split('@').at(-1)?.toLowerCase() ?? '';
