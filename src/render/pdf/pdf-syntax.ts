/** Strings and dates in PDF syntax. */

/** Any text as a hexadecimal UTF-16 string object. */
export function pdfText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex').toUpperCase()}>`;
}

/** An ISO instant as a PDF date in UTC, in the width that Chromium uses: `D:20261124013200+00'00'`. */
export function pdfDate(time: string): string {
  return `D:${isoUtc(time).replace(/[-:TZ]/g, '')}+00'00'`;
}

/** An ISO instant in UTC to the second, as XMP has it: `2026-11-24T01:32:00Z`. */
export function isoUtc(time: string): string {
  return Temporal.Instant.from(time).toString({ smallestUnit: 'second', roundingMode: 'trunc' });
}
