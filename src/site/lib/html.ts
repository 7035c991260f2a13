/** What stands in HTML that is written as text. */

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => entities[one] ?? one);

/** Quotes only where HTML asks for them: an address of the archive has none of the characters that do. */
export const attribute = (value: string): string => (/^[\w./-]+$/.test(value) ? value : `"${escaped(value)}"`);
