/** Whether `pack.json` has the parts that the check asks for: it comes from whoever made the pack. Pure. */
import type { Pack } from '../format.ts';

type Kind = 'text' | 'number' | 'flag' | 'texts' | 'text?' | 'number?' | 'any';
type Fields = Readonly<Record<string, Kind>>;

const file: Fields = { path: 'text', size: 'number', sha256: 'text', sm3: 'text' };
const step: Fields = { record: 'text?', at: 'text', by: 'text', text: 'text' };
const head: Fields = {
  ...{ project: 'text', contract: 'text', purchaser: 'text', supplier: 'text', from: 'text', to: 'text' },
  ...{ madeAt: 'text', tool: 'text', simulated: 'flag', whole: 'flag', log: 'any' },
};
const document: Fields = {
  ...{ number: 'text', title: 'text', obligation: 'text', periodText: 'text', from: 'text', to: 'text' },
  ...{ revision: 'number', dueAt: 'text?', issuedAt: 'text', late: 'flag', pages: 'number?', state: 'text' },
  ...{ archived: 'text', proof: 'text', evidence: 'texts', records: 'texts', onHoliday: 'flag', monthEnd: 'flag' },
  ...{ payments: 'texts', people: 'texts', text: 'text' },
};

const isKind: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  'text?': (value) => value === null || typeof value === 'string',
  number: (value) => typeof value === 'number',
  'number?': (value) => value === null || typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  any: (value) => typeof value === 'object' && value !== null,
};

/** @returns the key that is not as it should be, or the pack */
export function parsePack(text: string): Pack | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: '不是 JSON' };
    throw error;
  }
  const pack = Object(value) as Pack;
  if (pack.kind !== 'opsledger-pack') return { wrong: 'kind' };
  if (![1, 2, 3].includes(pack.schema)) return { wrong: 'schema' };
  const wrong =
    faultOf(pack, head, '') ??
    faultOf(pack.called, { purchaser: 'text', supplier: 'text' }, 'called.') ??
    faultOf(pack.log, { origin: 'text', keys: 'texts', size: 'number', root: 'text', witnesses: 'texts' }, 'log.') ??
    listFault(pack.records, { ...file, logged: 'text', salt: 'text?', title: 'text' }, 'records') ??
    listFault(pack.evidence, { ...file, kept: 'text', name: 'text', record: 'text?' }, 'evidence') ??
    listFault(pack.others, file, 'others') ??
    listFault(pack.missing, { what: 'text', why: 'text' }, 'missing') ??
    listFault(pack.told ?? [], { id: 'text', text: 'text' }, 'told') ??
    documentsFault(pack.documents);
  return wrong === undefined ? pack : { wrong };
}

function documentsFault(list: unknown): string | undefined {
  const wrong = listFault(list, document, 'documents');
  if (wrong !== undefined) return wrong;
  for (const [n, one] of (list as Record<string, unknown>[]).entries()) {
    const place = `documents[${n}].`;
    const part =
      listFault(one['files'], file, `${place}files`) ??
      listFault(one['signed'], file, `${place}signed`) ??
      listFault(one['clauses'], { id: 'text', text: 'text' }, `${place}clauses`) ??
      listFault(one['permits'], step, `${place}permits`) ??
      listFault(one['deliveries'], step, `${place}deliveries`) ??
      listFault(one['receipts'], step, `${place}receipts`);
    if (part !== undefined) return part;
  }
  return undefined;
}

function listFault(list: unknown, fields: Fields, place: string): string | undefined {
  if (!Array.isArray(list)) return place;
  for (const [n, one] of list.entries()) {
    const wrong = faultOf(one, fields, `${place}[${n}].`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function faultOf(value: unknown, fields: Fields, place: string): string | undefined {
  const held = Object(value) as Record<string, unknown>;
  const key = Object.keys(fields).find((one) => !isKind[fields[one] as Kind](held[one]));
  return key === undefined ? undefined : `${place}${key}`;
}
