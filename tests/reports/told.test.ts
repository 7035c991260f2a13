/**
 * A value by which something is judged, changed after the fact: of every kind of record and every such field that its schema has, each
 * document that rests on the record says so in its head or in the row that is judged, never in the list at its end alone, in the words of
 * `status`, `verify`, the pack and the record's own page; and so it is with what was withdrawn.
 */
import { expect, test } from 'vitest';
import { correctionSection } from '../../reports/frame/corrections.ts';
import { toldMarks } from '../../reports/frame/told.ts';
import { sayAllIn, wordsOf } from '../../src/contract/party-words.ts';
import type { Plan } from '../../src/pipeline/plan/plan.ts';
import { correctionOf } from '../../src/pipeline/record/correct.ts';
import { verdictOf } from '../../src/pipeline/status/verdict.ts';
import { kindIds, loadDeliverables, loadKind } from '../../src/pipeline/units.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { isProgress } from '../../src/records/progress.ts';
import { type AnyRecord, envelope, type RecordKind } from '../../src/records/record.ts';
import { decides } from '../../src/records/standing.ts';
import { wholeRecord } from '../../src/sections/parts/whole-record.ts';
import { toldValues } from '../../src/wording/told-values.ts';
import { quietBoard } from '../support/quiet-board.ts';
import { runs } from '../support/runs.ts';
import { siteFacts } from '../support/site-parts.ts';
import { allOccurrences, bundle, documentOf } from './_documents.ts';

const kinds = await Promise.all((await kindIds()).map((id) => loadKind(id)));
const units = await loadDeliverables(bundle);
const ASOF = '2026-12-02T17:00:00+08:00';
const said = {
  ...{ at: '2026-11-25T09:30:00+08:00', by: '驻点运维工程师', reason: '核对后更正' },
  entered: { name: '驻点运维工程师', channel: 'terminal' as const },
};
const words = wordsOf(bundle.contract);

/** Values that the field might have instead. */
function others(field: RecordField, value: unknown): unknown[] {
  const choices = Object.keys(field.choices ?? {});
  if (typeof value === 'number') return [value + 1, value - 1];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string') return [];
  const time = Date.parse(value);
  if (/T.*\+08:00$/.test(value)) return [-60, 60].map((s) => isoOf(time + s * 1000));
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return [Temporal.PlainDate.from(value).add({ days: 1 }).toString()];
  return [...choices.filter((one) => one !== value), `${value}乙`];
}

const isoOf = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** The example of a kind with one of its deciding values changed since, by a correction as each door makes it. */
function changed(kind: RecordKind): { path: string; record: AnyRecord }[] {
  const given = kind.schema.parse({ ...kind.example, source: 'manual' }) as AnyRecord & Record<string, unknown>;
  const before = { ...given, attachments: undefined, corrections: undefined };
  return fieldsOf(kind.schema).flatMap((field) => {
    if (field.name in envelope || field.tells === true || field.shape !== 'value' || !decides(field)) return [];
    for (const value of others(field, given[field.name])) {
      if (isProgress(field.unsettled, given[field.name], value) || field.unsettled?.includes(String(given[field.name])))
        continue;
      const after = { ...before, [field.name]: value };
      const made = correctionOf(kind, before, after, said, bundle);
      if (made?.changes?.[0]?.kind !== 'changed' || made.changes.length > 1) continue;
      const parsed = kind.schema.safeParse({ ...after, corrections: [made] });
      if (parsed.success) return [{ path: field.name, record: parsed.data as AnyRecord }];
    }
    return [];
  });
}

/** Texts of a document but for the list of corrections at its end, for each unit that rests on the record. */
function documentsWith(record: AnyRecord): { unit: string; text: string }[] {
  return [...units].flatMap(([unit, deliverable]) => {
    if (!deliverable.needs.some(({ kind }) => kind === record.kind)) return [];
    const request = { deliverable, records: [record], asOf: ASOF, kinds };
    const day = `${record.id.slice(3, 7)}-${record.id.slice(7, 9)}-${record.id.slice(9, 11)}`;
    const own = allOccurrences(request).filter(({ from, to, event }) =>
      event === undefined ? from <= day && day <= to : event === record.id,
    );
    return own.flatMap(({ period }) => {
      let document: ReturnType<typeof documentOf>;
      try {
        document = documentOf({ ...request, period });
      } catch (error) {
        // A log of a day without an inspection is none.
        if (error instanceof Error && /没有可用的|没有/.test(error.message)) return [];
        throw error;
      }
      const lists = document.sections.find(({ id }) => id === 'corrections');
      if (!JSON.stringify(lists ?? '').includes(record.id)) return [];
      const rest = document.sections.filter((one) => one !== lists);
      return [{ unit: `${unit} ${period}`, text: JSON.stringify([document.marks, rest]) }];
    });
  });
}

test('of every kind a value changed since is told where something is judged by it', () => {
  const seen = { kinds: new Set<string>(), units: new Set<string>(), fields: 0 };
  for (const kind of kinds) {
    const all = changed(kind);
    for (const [n, { path, record }] of all.entries()) {
      const { text, parts } = toldValues(kind, record);
      expect(text, `${kind.id} ${path}`).toMatch(/值改过 1 次：驻点运维工程师，/);
      const own = parts.map((one) => sayAllIn(words, one.text));
      const facts = siteFacts({ records: { [kind.id]: [record] } });
      const page = JSON.stringify(sayAllIn(words, wholeRecord(facts, kind, record)));
      for (const one of own) expect(page, `${kind.id} ${path}`).toContain(JSON.stringify(one).slice(1, -1));
      seen.fields += 1;
      // All of them take half a minute: whole nights have it.
      if (n >= runs(1)) continue;
      for (const document of documentsWith(record)) {
        for (const one of own)
          expect(document.text, `${document.unit} ${kind.id} ${path}`).toContain(JSON.stringify(one).slice(1, -1));
        seen.units.add(document.unit);
        seen.kinds.add(kind.id);
      }
    }
  }
  expect(seen.fields).toBeGreaterThan(150);
  expect(seen.kinds.size).toBeGreaterThan(25);
  expect(seen.units.size).toBeGreaterThan(15);
});

test('what was withdrawn stands in the head of the document that would have rested on it, and of many those left are counted', () => {
  const withdrawn = { by: '驻点运维工程师', at: '2026-11-25T09:30:00+08:00', reason: '误记' };
  const [kind] = kinds;
  const gone = { record: { ...kind?.example, withdrawn } as AnyRecord, label: '记录' };
  const told = { records: [], withdrawn: [gone], isNews: () => true };
  const marks = toldMarks(told, { sections: [] });
  expect(marks.map(({ text }) => text)).toEqual([
    `事后改动　记录 ${gone.record.id}：已作废 2026-11-25 09:30 驻点运维工程师：误记`,
  ]);
  expect(toldValues(kind as RecordKind, { ...gone.record, source: 'auto' }).text).toBe(
    '已作废 2026-11-25 09:30 驻点运维工程师：误记',
  );
  expect(toldMarks({ ...told, withdrawn: Array(9).fill(gone) }, { sections: [] }).at(-1)?.text).toContain('另有 3 条');
});

test('a claim heads the document of its period, and stands in later ones as a line while it is open', () => {
  const [kind] = kinds;
  const at = '2026-03-25T09:30:00+08:00';
  const record = { ...kind?.example, corrections: [{ at, by: '甲', reason: '核对' }] } as AnyRecord;
  const told = [{ label: '恢复时间', text: '⟦供应商⟧主张 10:20', claimed: true as const }];
  const records = [{ record, label: '故障', told }];
  const headed = (isNews: boolean, isOwn: boolean) =>
    toldMarks({ records, withdrawn: [], isNews: () => isNews, isOwn: () => isOwn }, { sections: [] });
  expect(headed(false, true)).toEqual([
    { text: `事后改动　故障 ${record.id}：恢复时间⟦供应商⟧主张 10:20`, tone: 'attention' },
  ]);
  expect(headed(true, false)).toEqual(headed(false, true));
  expect(headed(false, false)).toEqual([]);
  const listed = (isOwn: boolean, own = records) =>
    JSON.stringify(correctionSection(own, [], () => false, { isOwn: () => isOwn }));
  expect(listed(false)).toContain(`以前各期仍待确认　故障 ${record.id}：恢复时间：⟦供应商⟧主张 10:20`);
  expect(listed(true)).toBe('[]');
  // What was changed, and claimed by nobody, is told once.
  expect(
    listed(false, [{ ...records[0], told: [{ label: '恢复时间', text: '值改过 1 次' }] } as (typeof records)[0]]),
  ).toBe('[]');
});

test('what moved nothing is as pressing in the head of a document as in the verdict', () => {
  const [kind] = kinds;
  const record = { ...kind?.example } as AnyRecord;
  for (const claims of [0, 1]) {
    const told = [{ label: '恢复时间', text: '改过', ...(claims > 0 ? { claimed: true as const } : {}) }];
    const [mark] = toldMarks(
      { records: [{ record, label: '故障', told }], withdrawn: [], isNews: () => true },
      { sections: [] },
    );
    const { reasons } = verdictOf({ items: [], problems: [] } as unknown as Plan, null, quietBoard, {
      told: [{ id: record.id, text: '改过', claims }],
    });
    expect(reasons.filter(({ text }) => text.startsWith('事后改动')).map(({ tone }) => tone)).toEqual([mark?.tone]);
  }
});
