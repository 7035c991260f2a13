/** What stands in HTML that is written as text. */
import { isTime, wholeParts } from '../../wording/whole.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => entities[one] ?? one);

/** Quotes only where HTML asks for them: an address of the archive has none of the characters that do. */
export const attribute = (value: string): string => (/^[\w./#-]+$/.test(value) ? value : `"${escaped(value)}"`);

/** A text in which no day, time or number is broken at its hyphens. */
export const wholeText = (text: string): string =>
  wholeParts(text)
    .map(({ text, whole }) => (whole ? keptWhole(text) : escaped(text)))
    .join('');

const keptWhole = (part: string): string =>
  isTime(part) ? `<time>${part}</time>` : `<span class=ol-whole>${escaped(part)}</span>`;

/** The address of a printed number. */
export type Places = (number: string) => string | undefined;

/** The same, in which every number of a record or document leads to it. @param self number that stands here */
export function linkedText(text: string, placeOf: Places, self = ''): string {
  return wholeParts(text)
    .map(({ text, whole }) => {
      const href = whole && text !== self ? placeOf(text) : undefined;
      return href === undefined ? wholeText(text) : `<a href=${attribute(href)}>${escaped(text)}</a>`;
    })
    .join('');
}
