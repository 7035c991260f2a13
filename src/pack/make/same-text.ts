/** The words of a document without what differs by the day: documents that say the same word for word share them. Pure. */

/** Of a document's JSON these are no words of its text. */
const NO_TEXT = new Set([
  'id',
  'sha256',
  'hash',
  'link',
  'key',
  'type',
  'tone',
  'record',
  'figure',
  'figures',
  'value',
  'kind',
]);

/** @param document as `document.json` has it; of anything else nothing is said @returns its text, empty when it has none */
export function sameText(document: unknown): string {
  const sections = (document as { sections?: unknown } | null)?.sections;
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') words.push(value);
    else if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value))
        if (!NO_TEXT.has(name) || (name === 'value' && typeof one === 'object')) walk(one);
    }
  };
  walk(sections);
  return words.map(withoutDates).filter(Boolean).join('\n');
}

/** Dates, times, figures and weekdays go; what a person wrote stays. */
const withoutDates = (text: string): string =>
  text
    .replace(/(?:星期|周)[一二三四五六日天]/g, '')
    .replace(/[\d０-９]+(?:[.,:：/·-][\d０-９]+)*/g, '')
    .replace(/\s+/g, '');
