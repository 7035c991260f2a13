/** A form as its template draws it: every input with its name, its words, its help and what is wrong with it. Pure. */
import { type Choice, type Choices, sourceKey, sourceOf } from './resolve.ts';
import { columnsOf, type FormField, inputName, rowsOf, type Typed, type TypedRow, textOf, textsOf } from './typed.ts';

interface Option {
  value: string;
  word: string;
  chosen: boolean;
}

/** One input. */
interface Input {
  name: string;
  id: string;
  value: string;
  /** `text`, `prose`, `number`, `date`, `time`, `moment`, `radio`, `select`. */
  control: string;
  options: Option[];
  /** Id of the list of what may be named. */
  list: string | null;
  /** The thing that the value names. */
  named: string | null;
  faults: string[];
}

export interface DrawnField extends Input {
  label: string;
  required: boolean;
  unit: string;
  help: string;
  /** `value`, `checks`, `texts`, `rows`. */
  shape: string;
  /** Of `texts`. */
  entries: (Input & { remove: string })[];
  rows: DrawnRow[];
  /** Value of the button that adds an entry or a row; null where none can be added. */
  add: string | null;
}

interface DrawnRow {
  number: number;
  label: string;
  /** Hidden input that says that there is a row, and which. */
  idName: string;
  id: string;
  faults: string[];
  columns: DrawnField[];
  /** Value of the button that takes a row away that is not stored yet; null of a stored one. */
  remove: string | null;
  /** Name of the input for the reason of taking a stored row back. */
  withdraw: string | null;
  withdrawn: string;
  /** What a machine wrote of the row. */
  caption: string;
}

export interface DrawOptions {
  /** By place, such as `title` or `timeline.2.at`. */
  faults: ReadonlyMap<string, readonly string[]>;
  choices: Choices;
  candidates: ReadonlyMap<string, readonly Choice[]>;
  /** What a machine wrote of a stored row. */
  caption?: (list: string, id: string) => string;
}

/** A choice of a few is seen at a glance; of more one chooses from a list. */
const MOST_RADIOS = 5;

export function drawForm(fields: readonly FormField[], typed: Typed, options: DrawOptions): DrawnField[] {
  return fields.map((field) => drawField(field, typed, options));
}

function drawField(field: FormField, typed: Typed, options: DrawOptions): DrawnField {
  const { name } = field;
  const base = { ...frame(field, options), ...input(field, name, inputName(name), textOf(typed, name), options) };
  if (field.columns.length > 0) {
    const rows = rowsOf(typed, name).map((row, n) => drawRow(field, row, n, options));
    return { ...base, shape: 'rows', rows, add: field.fixed === true ? null : `add.${name}` };
  }
  if (field.shape === 'value') return base;
  const texts = textsOf(typed, name);
  if (field.choices !== undefined) {
    const chosen = optionsOf(field).map((option) => ({ ...option, chosen: texts.includes(option.value) }));
    return { ...base, shape: 'checks', options: chosen };
  }
  const entries = (texts.length === 0 ? [''] : texts).map((text, n) => {
    const drawn = input(field, `${name}.${n}`, inputName(name), text, options);
    return { ...drawn, id: `${base.id}-${n}`, remove: `remove.${name}.${n}` };
  });
  return { ...base, shape: 'texts', entries, add: `add.${name}` };
}

/** What a field says of itself whatever stands in it. */
function frame(field: FormField, { choices }: Pick<DrawOptions, 'choices'>) {
  const { label, required, unit = '' } = field;
  return { label, required, unit, help: helpOf(field, choices), shape: 'value', entries: [], rows: [], add: null };
}

function helpOf(field: FormField, choices: Choices): string {
  const said = field.choices === undefined ? exampleText(field, choices) : '';
  return [saidOf(field), ...(field.asked ?? []), said === '' ? '' : `例：${said}`]
    .filter((one) => one !== '')
    .join('；');
}

/** What stands below a field whatever its example: what it is when nothing is written, and how a thing is found. */
export function saidOf(field: Pick<FormField, 'otherwise' | 'input' | 'references'>): string {
  const source = sourceOf(field);
  const found = source === null ? '' : source === 'asset' ? '可按名称、类别、位置查找' : '可按名称或编号查找';
  const otherwise = field.otherwise === undefined ? '' : `不写就是${field.otherwise}`;
  return [otherwise, found].filter((one) => one !== '').join('；');
}

/** What somebody would write; of what is chosen one of the things there are, by its name: nobody knows it by its id. */
export function exampleText(field: Pick<FormField, 'example' | 'input' | 'references'>, choices: Choices): string {
  const { example, input: way } = field;
  const source = sourceOf(field);
  if (source !== null) {
    const all = choices.get(sourceKey(source)) ?? [];
    const one = all.find(({ id }) => id === example) ?? all[0];
    return one === undefined ? '' : one.text.replace(/（.*$/, '').slice(0, LONGEST_EXAMPLE);
  }
  if (example === undefined) return '';
  return way === 'boolean' ? (example === true ? '是' : '否') : String(example);
}

const LONGEST_EXAMPLE = 30;

function input(field: FormField, place: string, name: string, value: string, options: DrawOptions): Input {
  const { faults, choices, candidates } = options;
  const offered = candidates.get(place);
  const source = sourceOf(field);
  const own = { name, id: name.replaceAll('.', '-'), value, faults: [...(faults.get(place) ?? [])] };
  if (offered !== undefined) {
    const few = offered.map(({ id, text }) => ({ value: id, word: text, chosen: false }));
    return {
      ...own,
      control: 'select',
      options: [{ value, word: `“${value}”，请选定`, chosen: true }, ...few],
      list: null,
      named: null,
    };
  }
  if (source !== null) {
    const key = sourceKey(source);
    const named = choices.get(key)?.find(({ id }) => id === value);
    return {
      ...own,
      control: 'text',
      options: [],
      list: `list-${key}`,
      named: named === undefined || named.text === value ? null : named.text,
    };
  }
  const all = withStanding(optionsOf(field), value).map((option) => ({ ...option, chosen: option.value === value }));
  return { ...own, control: controlOf(field, value, all.length), options: all, list: null, named: null };
}

/** What stands on record and is no choice any more stays until somebody chooses another. */
const withStanding = (options: readonly Option[], value: string): readonly Option[] =>
  options.length === 0 || value === '' || options.some((one) => one.value === value)
    ? options
    : [{ value, word: value, chosen: true }, ...options];

const optionsOf = ({ choices, input: way }: FormField): Option[] =>
  way === 'boolean'
    ? [
        { value: 'true', word: '是', chosen: false },
        { value: 'false', word: '否', chosen: false },
      ]
    : Object.entries(choices ?? {}).map(([value, word]) => ({ value, word, chosen: false }));

const CONTROLS: Readonly<Record<string, string>> = {
  prose: 'prose',
  number: 'number',
  date: 'date',
  clock: 'time',
  instant: 'moment',
};

function controlOf({ input: way, required }: FormField, value: string, options: number): string {
  if (options > 0) return required && options <= MOST_RADIOS ? 'radio' : 'select';
  // One line would swallow the ends of lines.
  if (value.includes('\n')) return 'prose';
  // An input of the browser shows nothing of what it cannot read, and the person would not see what is wrong.
  if (way === 'instant' && value !== '' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(value)) return 'text';
  if (way === 'date' && value !== '' && !/^\d{4}-\d\d-\d\d$/.test(value)) return 'text';
  if (way === 'number' && value !== '' && !/^[+-]?\d*\.?\d+$/.test(value)) return 'text';
  return CONTROLS[way] ?? 'text';
}

function drawRow(field: FormField, row: TypedRow, n: number, options: DrawOptions): DrawnRow {
  const { name } = field;
  const id = row['id'] ?? '';
  const columns = columnsOf(field).map((column) => {
    const place = `${name}.${n}.${column.name}`;
    // What the first row says, the others need not say again.
    const said = frame(column, options);
    if (n > 0) said.help = '';
    return {
      ...said,
      ...input(column, place, inputName(name, n, column.name), row[column.name] ?? '', options),
    };
  });
  const stored = id !== '';
  return {
    number: n + 1,
    label: `${field.label}第 ${n + 1} 行`,
    idName: inputName(name, n, 'id'),
    id,
    faults: [...(options.faults.get(`${name}.${n}`) ?? [])],
    columns,
    remove: stored || field.fixed === true ? null : `remove.${name}.${n}`,
    withdraw: stored && field.fixed !== true ? inputName(name, n, 'withdrawn') : null,
    withdrawn: row['withdrawn'] ?? '',
    caption: field.fixed === true && stored ? (options.caption?.(name, id) ?? '') : '',
  };
}

/**
 * Faults of the value, by the place of their input.
 * @param rows from which row of the form each row of the value came
 * @param labels of the record's fields: what the form does not ask for is told by its name
 * @returns those of a place that the form has, and the texts of all others
 */
export function placedFaults(
  faults: readonly { field: string; text: string }[],
  fields: readonly FormField[],
  typed: Typed,
  rows: Readonly<Record<string, readonly number[]>>,
  labels: ReadonlyMap<string, string> = new Map(),
): { placed: Map<string, string[]>; others: string[] } {
  const placed = new Map<string, string[]>();
  const others: string[] = [];
  for (const { field: path, text } of faults) {
    const place = placeIn(path, typed, rows);
    const [name = ''] = place.split('.');
    const field = fields.find((one) => one.name === name);
    const shown = field === undefined ? null : field.columns.length === 0 && field.choices !== undefined ? name : place;
    if (shown === null) {
      const label = labels.get(name);
      others.push(label === undefined ? text : `${label}：${text}`);
    } else placed.set(shown, [...(placed.get(shown) ?? []), text]);
  }
  return { placed, others };
}

/** `timeline[2].at` of the value → `timeline.3.at` of the form. */
function placeIn(path: string, typed: Typed, rows: Readonly<Record<string, readonly number[]>>): string {
  const [, list = '', key = '', column = ''] = /^(\w+)\[(#?\w+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (list === '') return path;
  const number = key.startsWith('#')
    ? rowsOf(typed, list).findIndex((row) => row['id'] === key.slice(1))
    : (rows[list]?.[Number(key)] ?? Number(key));
  return [list, String(number), ...(column === '' ? [] : [column])].join('.');
}
