/** What must not be broken at its hyphens: days, times and the numbers of documents, records and backup sets. Pure. */
import { DOCUMENT_NUMBER, RECORD_NUMBER } from '../contract/numbers-in-text.ts';

const WHOLE = [DOCUMENT_NUMBER, RECORD_NUMBER, /\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?/, /\d{8}-\d{4}/];
const ANY = new RegExp(`(${WHOLE.map(({ source }) => source).join('|')})`);

export interface TextPart {
  text: string;
  whole: boolean;
}

/** Whether a part that stays whole is a day or a time: it is marked up as one, which is shorter than a class, too. */
export const isTime = (part: string): boolean => /^\d{4}-/.test(part);

/** The text in parts; what must stay on one line is a part of its own. */
export function wholeParts(text: string): TextPart[] {
  // With one group, `split` gives what is between the matches and the matches in turn.
  return text
    .split(ANY)
    .map((part, n) => ({ text: part, whole: n % 2 === 1 }))
    .filter((part) => part.text !== '');
}
