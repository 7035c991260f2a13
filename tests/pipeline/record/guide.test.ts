/** What helps a person to write a record: examples, the list of kinds, and the manual's page of their fields. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainWords, sayIn } from '../../../src/contract/party-words.ts';
import { shownKinds } from '../../../src/pipeline/publish/shown/kinds.ts';
import { addRecordText, draftOf } from '../../../src/pipeline/record/add.ts';
import { fieldsToEnter } from '../../../src/pipeline/record/entry-fields.ts';
import { datedExample, newestFact, recordExample } from '../../../src/pipeline/record/example.ts';
import { kindLines } from '../../../src/pipeline/record/guide.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import { type RecordField, withTerms } from '../../../src/records/fields.ts';
import type { ShownField } from '../../../src/report/site-model.ts';
import { parseYaml } from '../../../src/workspace/text/yaml.ts';
import { starter } from '../../contract/_starter.ts';
import { cleanUp, makeWorkspace, open } from '../_workspace.ts';

const MANUAL = join(import.meta.dirname, '../../../knowledge-base/manual');
const NOW = '2026-12-20T10:00:00+08:00';
const ids = await kindIds();

describe('the example of a kind', () => {
  it.each(ids)('%s is YAML that its schema takes, with every field explained in Chinese', async (id) => {
    const kind = await loadKind(id);
    const text = recordExample(kind);
    // What nobody may register as it stands is to be uncommented first.
    const taken = text.replace(/(?<=^# {3}去掉下面各行行首.*\n)(?:# .*\n)+/m, (rows) => rows.replace(/^# /gm, ''));
    const value = parseYaml(taken, '样例.yaml') as Record<string, unknown>;
    for (const given of ['id', 'kind', 'schema', 'enteredAt', 'source']) expect(value).not.toHaveProperty(given);
    const draft = {
      ...draftOf(kind, value, NOW, undefined),
      schema: kind.example.schema,
      kind: id,
      id: kind.example.id,
    };
    expect(kind.schema.safeParse(draft).error).toBeUndefined();
    for (const { name, label } of fieldsToEnter(kind)) {
      expect(text).toMatch(
        new RegExp(`^# ${sayIn(plainWords, label).replace(/[()（）/·]/g, '.')}，.*\\n(#   .*\\n)*(# )?${name}:`, 'm'),
      );
    }
  });

  it('of what a program writes offers no entry, but what a person may fill in of it', async () => {
    const alert = recordExample(await loadKind('alert-proposal'));
    expect(alert).toMatch(/^# 监控告警由程序写入（opsledger collect（读取监控系统）），不能人工登记/);
    expect(alert).toContain('#   opsledger record alert-proposal --from 文件.yaml --reason 原因');
    expect(alert).toMatch(/人只填写处置：文件中写 id[^\n]*decision 处置、handling 处置情况/);
    expect(recordExample(await loadKind('probe'))).not.toContain('--from');
  });

  it('leaves records that need not exist to be filled in, but where an operation needs a permit', async () => {
    expect(recordExample(await loadKind('note'))).toMatch(/^# permit: XK-/m);
    expect(recordExample(await loadKind('remote-session'))).toMatch(/^permit: XK-/m);
  });
});

describe('a new workspace', () => {
  let session: Session;
  beforeAll(async () => {
    session = await open(await makeWorkspace());
  });
  afterAll(cleanUp);

  it.each([
    ['note', 'text'],
    ['incident', 'title'],
    ['call', 'subject'],
    ['permit', 'scope'],
  ])('takes the example of %s once %s is the person’s own, and refuses it as it is printed', async (kind, field) => {
    const text = recordExample(await loadKind(kind));
    const work = addRecordText(session, text, { kind, now: NOW });
    await expect(work).rejects.toThrow(/内容还是示例，没有登记[\s\S]*改成实际情况/);
    const own = text.replace(new RegExp(`^${field}: .*$`, 'm'), `${field}: 真实发生的事`);
    expect((await addRecordText(session, own, { kind, now: NOW })).edited).toBe(false);
  });

  it('takes the note of the manual as it stands there, with the day of its time', async () => {
    const page = readFileSync(join(MANUAL, '03-records.mdx'), 'utf8');
    const yaml = /```yaml\n(at: [\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(yaml).not.toContain('date:');
    const { id } = await addRecordText(session, yaml, { kind: 'note', now: NOW });
    const saved = await session.workspace.records.get(id);
    expect(saved?.record).toMatchObject({ date: '2026-11-24', at: '2026-11-24T10:30:00+08:00' });
  });

  it('lists everything that a record lacks in one message', async () => {
    const work = addRecordText(session, 'title: 故障\n', { kind: 'incident', now: NOW });
    for (const field of fieldsToEnter(await loadKind('incident')).filter((f) => f.required && f.name !== 'title')) {
      await expect(work).rejects.toThrow(`${field.name}（${field.label}）`);
    }
  });

  it('says which kind may be meant', async () => {
    await expect(addRecordText(session, 'a: 1\n', { kind: 'incidnet', now: NOW })).rejects.toThrow(
      /没有这种记录[\s\S]*您是不是要 incident（故障记录）/,
    );
  });
});

it('the list of kinds has them all, those first that only people write', async () => {
  const lines = await kindLines();
  expect(lines.map((one) => one.id).toSorted()).toEqual(ids.toSorted());
  const first = lines.findIndex((one) => one.command !== null);
  expect(lines.slice(first).every((one) => one.command !== null)).toBe(true);
  expect(lines.find((one) => one.id === 'note')).toMatchObject({ label: '工作记事', command: null });
});

describe('the form of a kind that the manual shows', () => {
  /** What a form says of its fields and of the columns of their lists. */
  const said = (fields: readonly (RecordField | ShownField)[]): unknown[] =>
    fields.map((field) => ({
      ...{ name: field.name, label: field.label, required: field.required, unit: field.unit ?? '' },
      words: Array.isArray(field.choices) ? field.choices.map(({ word }) => word) : Object.values(field.choices ?? {}),
      columns: said(field.columns),
    }));
  const withWords = (fields: readonly RecordField[]): RecordField[] =>
    fields.map((field) => ({
      ...field,
      ...(field.input === 'boolean' ? { choices: { true: '是', false: '否' } } : {}),
      columns: withWords(field.columns),
    }));

  it('has every field, column and choice of its schema, and the levels of a contract where there is one', async () => {
    for (const bundle of [undefined, starter()]) {
      const shown = await shownKinds(bundle);
      expect(shown.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      for (const { id, fields, example } of shown) {
        const kind = await loadKind(id);
        const asked = fieldsToEnter(kind);
        const own = bundle === undefined ? asked : withTerms(asked, bundle);
        expect(said(fields), id).toEqual(said(withWords(own)));
        // As `record --example` prints it, with the times of the example itself.
        expect(example, id).toBe(recordExample(kind, bundle && datedExample(kind, newestFact(kind), bundle), bundle));
      }
    }
  });
});
