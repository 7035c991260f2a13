// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text without the characters that XML has no way to write, not even escaped; each becomes a blank. */
export const xmlText = (text: string): string => text.toWellFormed().replace(NOT_XML, ' ');
