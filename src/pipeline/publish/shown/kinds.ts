/** The form of each record kind and its complete example, as the manual shows them: from the schema and by the rules that draw the desk. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { markedExample } from '../../../contract/party-words.ts';
import { clauseTopics } from '../../../contract/terms/topics.ts';
import { type DrawnField, drawForm, exampleText, saidOf } from '../../../forms/draw.ts';
import { type Choices, sourceKey, sourceOf } from '../../../forms/resolve.ts';
import { columnsOf, type FormField } from '../../../forms/typed.ts';
import { withTerms } from '../../../records/fields.ts';
import type { RecordKind } from '../../../records/record.ts';
import type { ShownField, ShownKind } from '../../../report/site-shown.ts';
import { fieldsToEnter } from '../../record/entry-fields.ts';
import { datedExample, newestFact, recordExample } from '../../record/example.ts';
import { type KindLine, kindLines } from '../../record/guide.ts';
import { writtenBy } from '../../record/not-for-people.ts';
import { loadKind } from '../../units.ts';

/**
 * Every kind, those first that only people write. Labels and examples bear marks where a contract has words of its own.
 * @param contract whose levels, places and assets are chosen from; without one the forms name none
 */
export async function shownKinds(contract?: ContractBundle): Promise<ShownKind[]> {
  const lines = await kindLines();
  return Promise.all(lines.map(async (line) => shownKind(line, await loadKind(line.id), contract)));
}

function shownKind({ id, label, prefix, command, topics }: KindLine, kind: RecordKind, contract?: ContractBundle) {
  const all = fieldsToEnter(kind);
  const fields: FormField[] = contract === undefined ? all : withTerms(all, contract);
  const choices = choicesOf(fields, contract);
  // A list shows its columns by a first row, which nobody has filled in.
  const empty = Object.fromEntries(fields.filter(({ columns }) => columns.length > 0).map(({ name }) => [name, [{}]]));
  const drawn = drawForm(fields, empty, { faults: new Map(), candidates: new Map(), choices });
  return {
    ...{ id, label, prefix, anchor: `${label}${id}` },
    // A command that writes them beside people, or the one that alone does.
    writer: command ?? (kind.writer === 'program' ? writtenBy(id).replace(/^opsledger /, '') : null),
    topics: topics.map((topic) => clauseTopics[topic]),
    fields: drawn.map((one, n) => shownField(fields[n] as FormField, one, choices)),
    example: recordExample(kind, contract && datedExample(kind, newestFact(kind), contract), contract),
  };
}

function shownField(field: FormField, drawn: DrawnField, choices: Choices): ShownField {
  const { label, required, unit, shape, control } = drawn;
  const [row] = drawn.rows;
  return {
    name: field.name,
    ...{ label, required, unit },
    control: shape === 'value' ? control : shape,
    help: saidOf(field),
    example: drawn.options.length > 0 ? '' : markedExample(exampleText(field, choices)),
    choices: drawn.options.flatMap(({ value, word }) => (value === '' ? [] : [{ code: value, word }])),
    columns: columnsOf(field).flatMap((column, n) => {
      const one = row?.columns[n];
      return one === undefined ? [] : [shownField(column, one, choices)];
    }),
  };
}

/** What there is to be named, so that an example is one of it: an asset by its name, a record by the number that the field gives. */
function choicesOf(fields: readonly FormField[], contract?: ContractBundle): Choices {
  const assets = contract?.assets.map(({ id, name }) => ({ id, text: name, words: '' })) ?? [];
  const named = fields
    .flatMap((field) => [field, ...field.columns])
    .flatMap((field) => {
      const source = sourceOf(field);
      if (source === null) return [];
      const own =
        field.example === undefined ? [] : [{ id: String(field.example), text: String(field.example), words: '' }];
      return [[sourceKey(source), source === 'asset' && assets.length > 0 ? assets : own] as const];
    });
  return new Map(named);
}
