/** Numbers of documents and records where they stand in a text. Pure. */

/** `HQSF-XJ-20261124-r1` */
export const DOCUMENT_NUMBER = /[A-Z]{2,}-[A-Z]{2,3}-[\w-]+?-r\d+/;
/** `GZ-20261124-001`, and of one of its reports `GZ-20261124-001-z` */
export const RECORD_NUMBER = /[A-Z]{2,3}-\d{8}-\d{3,}(?:-[a-z]\d*){0,2}/;

const ANY = new RegExp(`(?<![\\w-])(?:${DOCUMENT_NUMBER.source}|${RECORD_NUMBER.source})(?![\\w-])`, 'g');

/** Those that a text names, each once, in its order. @param most of them */
export const numbersIn = (text: string, most: number): string[] => [...new Set(text.match(ANY) ?? [])].slice(0, most);

/** Whether one of them is a document's. */
export const isDocumentNumber = (number: string): boolean => /-r\d+$/.test(number);
