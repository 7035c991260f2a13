/** Whatever a page of the desk writes can be corrected there: the correction opens from the list and from the record, and saves. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { entryForm } from '../../src/desk/entry-form.ts';
import { resolveChoices } from '../../src/forms/resolve.ts';
import { type FormField, nothingTyped, typedOf } from '../../src/forms/typed.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import type { RecordKind } from '../../src/records/record.ts';
import { DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';
import { faultsOf, fill, press, sentBy } from './_forms.ts';

/** Long after the examples, of which some tell of December. */
const LATER = '2027-09-01T09:30:00+08:00';
const WRITTEN = '更正后的内容';

const root = await makeWorkspace();
const desk = await openTestDesk(root, LATER);
const engineer = await desk.person('engineer');
const session = await open(root);
afterAll(async () => {
  await session.close();
  await desk.close();
});

const kinds = await Promise.all((await kindIds()).map(loadKind));
const forms = new Map(await Promise.all(kinds.map(async (kind) => [kind.id, await entryForm(session, kind)] as const)));
const fieldsOf = ({ id }: RecordKind): readonly FormField[] => forms.get(id)?.fields ?? [];

/** Nothing of other records: what they tell is theirs. */
const isOwn = ({ references, input }: Pick<FormField, 'references' | 'input'>): boolean =>
  references === undefined && input !== 'article';

/** The example as somebody types it who has no other record to name. */
function sentOf(kind: RecordKind): Record<string, string | string[]> {
  const fields = fieldsOf(kind).filter(isOwn);
  const { articleChange: _, ...example } = kind.example as unknown as Record<string, unknown>;
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(typedOf(fields, example))) {
    const field = fields.find((one) => one.name === name);
    if (typeof value === 'string') sent[`f.${name}`] = value;
    else if (typeof value[0] === 'string') sent[`f.${name}`] = value as string[];
    else
      for (const [n, row] of (value as Record<string, string>[]).entries())
        for (const column of field?.columns.filter(isOwn) ?? [])
          if (row[column.name]) sent[`f.${name}.${n}.${column.name}`] = row[column.name] as string;
  }
  if (fields.some(({ name }) => name === 'withoutPermit')) sent['f.withoutPermit'] = '未取得许可，事后报告';
  return Object.fromEntries(Object.entries(sent).filter(([, text]) => text.length > 0));
}

/** A field of words that nothing is judged by. */
const wordsOf = (kind: RecordKind): FormField =>
  fieldsOf(kind)
    .filter((one) => isOwn(one) && one.shape === 'value' && one.columns.length === 0 && one.choices === undefined)
    .filter(({ input, name }) => (input === 'text' || input === 'prose') && name !== 'withoutPermit')
    .toSorted((a, b) => String(b.example ?? '').length - String(a.example ?? '').length)[0] as FormField;

/** Opens the correction as somebody does who looks for the record, changes one field, and reads it back. */
async function correct(kind: string, id: string, change: Record<string, string>, shown: string): Promise<void> {
  const path = `/desk/records/${kind}/${id}`;
  expect(await (await engineer.get(`/desk/records?kind=${kind}`)).text()).toContain(`href="${path}"`);
  expect(await (await engineer.get(path)).text()).toContain(`href="${path}/edit"`);
  const review = await fill(engineer, `${path}/edit`, { ...change, reason: '核对后更正' }, 'review');
  expect([faultsOf(review.html), review.status]).toEqual([[], 200]);
  const done = await press(engineer, `${path}/edit`, sentBy(review.html), 'save');
  expect([faultsOf(done.html), done.status, done.to]).toEqual([[], 303, path]);
  expect(await (await engineer.get(path)).text()).toContain(shown);
}

/** Need more than a form: a scan report, the end of the service, the page of checks. */
const ELSEWHERE: readonly string[] = ['finding-decision', 'close-out', 'inspection'];

describe('the form of a kind', () => {
  const own = kinds.filter(({ id }) => forms.get(id)?.notHere === null && !ELSEWHERE.includes(id));

  it.each(own.map((kind) => [kind.id, kind] as const))('%s', async (id, kind) => {
    const words = wordsOf(kind);
    const sent = { ...sentOf(kind), [`f.${words.name}`]: '第一次写的内容' };
    const review = await fill(engineer, `/desk/records/${id}`, sent, 'review');
    expect([faultsOf(review.html), review.status]).toEqual([[], 200]);
    const { to } = await press(engineer, `/desk/records/${id}`, sentBy(review.html), 'save');
    await correct(id, to.split('/').at(-1) ?? '', { [`f.${words.name}`]: WRITTEN }, WRITTEN);
  });
});

it('what stands on record stands, whatever its letters may mean and whatever became of what it names', () => {
  const note = fieldsOf(kinds.find(({ id }) => id === 'note') as RecordKind);
  const choices = new Map([
    ['asset', ['1', '2'].map((n) => ({ id: `host-${n}`, text: `主机 ${n}`, words: `host-${n}` }))],
  ]);
  const typed = { ...nothingTyped(note), asset: 'host' };
  expect(resolveChoices(note, typed, choices).faults).toHaveLength(1);
  expect(resolveChoices(note, typed, choices, nothingTyped(note)).faults).toHaveLength(1);
  expect(resolveChoices(note, typed, choices, typed)).toMatchObject({ faults: [], typed: { asset: 'host' } });
  const rows = fieldsOf(kinds.find(({ id }) => id === 'inspection') as RecordKind);
  const row = { manual: [{ check: 'device-appearance', target: 'host', result: 'normal' }] };
  expect(resolveChoices(rows, row, choices).faults).toHaveLength(1);
  expect(resolveChoices(rows, row, choices, row).faults).toEqual([]);
});

it('a manual check on all things of a kind, which the page of checks writes and leads to', async () => {
  desk.setClock(`${DAY}T09:30:00+08:00`);
  for (;;) {
    const html = await (await engineer.get('/desk/checks')).text();
    const group = /<input type="hidden" name="group" value="([^"]*)"/.exec(html)?.[1];
    if (group === undefined) break;
    const answer = await engineer.post('/desk/checks/fill', { period: DAY, group, seen: '', do: 'rest-normal' });
    expect(answer.status).toBe(303);
  }
  expect((await engineer.post('/desk/checks/save', { period: DAY })).status).toBe(303);
  const page = await (await engineer.get('/desk/checks')).text();
  const groups = [...page.matchAll(/&amp;group&#x3D;(g[0-9a-f]{8})#/g)].map(
    ([, id]) => `/desk/checks?period=${DAY}&group=${id}`,
  );
  const rows = await Promise.all(groups.map(async (path) => (await engineer.get(path)).text()));
  const over = rows.flatMap((html) => [
    ...html.matchAll(
      /<strong id="n-[^"]*~attendance">([^<]*)<[\s\S]*?href="(\/desk\/records\/inspection\/[^"]*\/edit)#(f-manual-\d+-result)"/g,
    ),
  ])[0];
  expect(over?.[1]).toContain('外观与供电');
  const [, , path = '', input = ''] = over ?? [];
  const edit = await (await engineer.get(path)).text();
  expect(edit).toContain(`id="${input}`);
  // Rows read as on the page: the check by its name, the kind by its own.
  expect(edit).toMatch(/value="device-appearance" (?:selected|checked)>\s*外观与供电</);
  expect(edit).toMatch(/考勤\S*（\d+ 台）/);
  const name = input.replaceAll('-', '.');
  const record = path.split('/').at(-2) ?? '';
  await correct(
    'inspection',
    record,
    { [name]: 'abnormal', [name.replace('result', 'value')]: '一台黑屏' },
    '一台黑屏',
  );
  const seen = await (await engineer.get(`/desk/records/inspection/${record}`)).text();
  expect(seen).toContain('外观与供电');
  desk.setClock(LATER);
});

it('an incident that its own page wrote', async () => {
  const given = { reporter: '用户', what: '报表打不开', asset: '人事管理子系统', level: 'P3', foundBy: 'user' };
  const { headers } = await engineer.post('/desk/incidents', { ...given, form: randomUUID() });
  const id = headers.get('location')?.split('/').at(-1) ?? '';
  await correct('incident', id, { 'f.symptom': WRITTEN }, WRITTEN);
});
