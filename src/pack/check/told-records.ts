/**
 * A record as whoever has no schema reads it: JSON, or YAML as the program writes it, of which the fields of the first level and the rows
 * of its attachments are wanted. Pure; the command `verify.mjs` reads them on its own.
 */

/** Texts to the letter, by field; what is deeper is `''`. */
export type Fields = ReadonlyMap<string, string>;

export interface ToldRecord {
  fields: Fields;
  /** Of the field `attachments`. */
  attachments: readonly Fields[];
  /** Of the field `enteredBy`. */
  enteredBy: Fields;
}

export function readTold(text: string): ToldRecord {
  return text.startsWith('{') ? ofJson(text) : ofYaml(text);
}

function ofJson(text: string): ToldRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What is no JSON says nothing.
    value = {};
  }
  const record = Object(value) as Record<string, unknown>;
  const rows = record['attachments'];
  return {
    fields: fieldsOf(record),
    attachments: Array.isArray(rows) ? rows.map(fieldsOf) : [],
    enteredBy: fieldsOf(record['enteredBy']),
  };
}

const fieldsOf = (value: unknown): Fields =>
  new Map(
    Object.entries(Object(value) as Record<string, unknown>).map(([key, one]) => [
      key,
      typeof one === 'object' ? '' : String(one),
    ]),
  );

const LINE = /^( *)(- )?([A-Za-z][A-Za-z0-9-]*):(?: (.*))?$/;

function ofYaml(text: string): ToldRecord {
  const fields = new Map<string, string>();
  const parts = { attachments: [] as Map<string, string>[], enteredBy: [] as Map<string, string>[] };
  let top = '';
  /** Depth at which the fields of the part stand that is being read. */
  let depth = 0;
  for (const line of text.split('\n')) {
    const [, space = '', dash, key = '', value = ''] = LINE.exec(line) ?? [];
    const indent = space.length + (dash === undefined ? 0 : 2);
    if (key === '') continue;
    if (indent === 0) {
      [top, depth] = [key, 0];
      fields.set(key, plain(value));
      continue;
    }
    if (depth === 0) depth = indent;
    const rows = indent === depth ? parts[top as keyof typeof parts] : undefined;
    if (rows !== undefined && (dash !== undefined || rows.length === 0)) rows.push(new Map());
    rows?.[rows.length - 1]?.set(key, plain(value));
  }
  return { fields, attachments: parts.attachments, enteredBy: parts.enteredBy[0] ?? new Map() };
}

/** A value on one line, without its quotation marks. */
function plain(value: string): string {
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replace(/''/g, "'");
  if (!/^".*"$/.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    // Escapes that JSON has not: of no field that is looked at.
    return value;
  }
}
