/** `document.json`: what an issued document says, from which every format was drawn. */

/** The file as it is written: without blanks, which were two fifths of it. @param document that was composed */
export const documentBytes = (document: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(document)}\n`);

/** The same document in every way in which such files were ever written: an older one is no other document. */
export const documentForms = (document: unknown): Uint8Array[] => [
  documentBytes(document),
  new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`),
];
