/** Records of schema 1 are read as those of schema 2: one pure step, the files as they were. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liftEnvelope } from '../../src/records/envelope-2.ts';
import { inForce } from '../../src/records/in-force.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import { type AnyRecord, entryChannels, type RecordKind } from '../../src/records/record.ts';
import { rowLists, rowsOf, withRowIds, withWithdrawn } from '../../src/records/row.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import waiver, { type WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { readRecord } from '../../src/workspace/store/record-file.ts';
import { parseData } from '../../src/workspace/text/yaml.ts';
import { signedScan } from '../support/signed.ts';
import { exampleOf, kindOf, kinds } from './_kinds.ts';

const golden = join(import.meta.dirname, '../golden/records/schema-1');
const kept = readdirSync(golden).sort();

const kindOfId = (id: string): RecordKind => {
  const found = kinds.find(({ prefix }) => prefix === id.split('-')[0]);
  if (found === undefined) throw new Error(`no kind of ${id}`);
  return found;
};

/** A record of the golden files, as the store reads it from its place. */
function read(name: string, change: (text: string) => string = (text) => text): AnyRecord {
  const id = name.replace(/\.[a-z]+$/, '');
  const kind = kindOfId(id);
  const [, day = ''] = id.split('-');
  const path = `records/${kind.id}/${day.slice(0, 4)}/${day.slice(4, 6)}/${name}`;
  return readRecord(kind, parseData(Buffer.from(change(readFileSync(join(golden, name), 'utf8'))), path), path);
}

describe('a file of schema 1', () => {
  test('is kept of every kind there was', () => expect(kept).toHaveLength(29));

  test.each(kept)('%s is read as schema 2, with an id on every row', (name) => {
    const record = read(name);
    expect(record.schema).toBeGreaterThanOrEqual(2);
    for (const list of rowLists(kindOfId(record.id).schema)) {
      const rows = rowsOf({ ...record }, list);
      expect(rows.map(({ id }) => id)).toEqual(rows.map((_, n) => `r${n + 1}`));
    }
    expect(read(name)).toEqual(record);
  });

  test('names who wrote it down and the only way in that there was', () => {
    expect(read('GZ-20261124-001.yaml').enteredBy).toEqual({ name: '驻点运维工程师', channel: 'terminal' });
  });

  test('of a waiver keeps its scan as what the purchaser signed; one without a scan is what the supplier says', () => {
    const { proof: _proof, ...scan } = signedScan('2026-11-23T16:00:00+08:00');
    const old = { ...exampleOf<WaiverRecord>('waiver'), schema: 1, attachments: [scan] };
    const lifted = waiver.schema.parse({ ...liftEnvelope(waiver, old), schema: 2 });
    expect(isVouched(lifted, lifted.at)).toBe(true);
    const bare = read('HM-20261123-001.yaml');
    expect(isVouched(bare, bare.at)).toBe(false);
  });

  test('of an inspection that a person typed holds no measurements', () => {
    const typed = read('XJ-20261124-001.json', (text) => text.replace('"source": "auto"', '"source": "manual"'));
    expect(typed as InspectionRecord).toMatchObject({ readings: [], runs: [] });
    expect((read('XJ-20261124-001.json') as InspectionRecord).readings).toHaveLength(1);
  });

  test('lifted twice is lifted once', () => {
    for (const kind of kinds) {
      const once = liftEnvelope(kind, { ...kind.example, schema: 1 });
      expect(liftEnvelope(kind, once)).toEqual(once);
    }
  });
});

describe('ids of rows', () => {
  const row = fc.record({
    action: fc.string(),
    id: fc.option(
      fc.integer({ min: 1, max: 9 }).map((n) => `r${n}`),
      { nil: undefined },
    ),
  });
  const distinct = fc.uniqueArray(row, { selector: ({ id }) => id ?? {} });

  test('are unique, leave given ones alone, and are never given again', () => {
    fc.assert(
      fc.property(distinct, distinct, (before, rows) => {
        const given = withRowIds({ timeline: rows }, ['timeline'], { timeline: before });
        const ids = rowsOf(given, 'timeline').map(({ id }) => id);
        expect(new Set(ids).size).toBe(rows.length);
        for (const id of ids) expect(id).toMatch(/^r[1-9]\d*$/);
        for (const [n, one] of rows.entries()) {
          if (one.id !== undefined) expect(ids[n]).toBe(one.id);
          else expect([...before, ...rows].map(({ id }) => id ?? '')).not.toContain(ids[n] ?? '');
        }
      }),
    );
  });

  test('belong to what people write, not to what machines count', () => {
    expect(rowLists(kindOf('incident').schema)).toEqual([
      'levels',
      'whys',
      'pauses',
      'notices',
      'timeline',
      'measures',
    ]);
    expect(rowLists(signoff.schema)).toEqual(['measures', 'manual', 'marks']);
    expect(rowLists(kindOf('probe').schema)).toEqual([]);
    expect(rowLists(kindOf('scan').schema)).toEqual([]);
  });
});

describe('what was withdrawn', () => {
  const withdrawn = { by: '甲', at: '2026-11-25T09:00:00+08:00', reason: '写错' };
  const incident = exampleOf<IncidentRecord>('incident');

  test('of a record does not count, nor does its row or attachment', () => {
    expect(inForce({ ...incident, withdrawn })).toBeUndefined();
    const [first, ...rest] = incident.timeline;
    const less = inForce({
      ...incident,
      timeline: [{ ...(first as IncidentRecord['timeline'][number]), withdrawn }, ...rest],
      attachments: [{ ...signedScan(incident.at), withdrawn }],
    });
    expect([less?.timeline, less?.attachments]).toEqual([rest, []]);
    expect(inForce(incident)).toBe(incident);
  });

  test('stays, whoever writes the record anew from what counts', () => {
    const before = {
      timeline: [
        { id: 'r1', action: '甲', withdrawn },
        { id: 'r2', action: '乙' },
      ],
    };
    const anew = { timeline: [{ id: 'r2', action: '丙' }] };
    expect(withWithdrawn(anew, before).timeline).toEqual([
      { id: 'r2', action: '丙' },
      { id: 'r1', action: '甲', withdrawn },
    ]);
  });
});

describe('the envelope of schema 2', () => {
  const accepts = (more: Record<string, unknown>): boolean =>
    signoff.schema.safeParse({ ...signoff.example, ...more }).success;
  const name = '驻点运维工程师';

  test('says who wrote it down, by which account and way, and nothing else of it', () => {
    expect(accepts({ enteredBy: { name, channel: 'terminal' } })).toBe(true);
    for (const channel of Object.keys(entryChannels))
      expect(accepts({ enteredBy: { name, account: 'engineer-1', channel } }), channel).toBe(true);
    for (const enteredBy of [{ name }, { name, channel: 'post' }, { channel: 'desk', role: 'admin' }, name])
      expect(accepts({ enteredBy }), JSON.stringify(enteredBy)).toBe(false);
  });

  test('has a withdrawal with who, when and why', () => {
    const withdrawn = { by: name, at: '2026-11-25T09:00:00+08:00', reason: '写错' };
    expect(accepts({ withdrawn })).toBe(true);
    for (const field of ['by', 'at', 'reason'])
      expect(accepts({ withdrawn: { ...withdrawn, [field]: undefined } }), field).toBe(false);
  });

  test('of a signoff has room for what the person was shown: fingerprint and pages', () => {
    expect(signoff.example).not.toHaveProperty('fingerprint');
    expect(accepts({ fingerprint: 'a'.repeat(64), pagesSeen: [1, 2, 6] })).toBe(true);
    for (const more of [{ fingerprint: '0000-0000' }, { pagesSeen: [0] }, { pagesSeen: '1-6' }])
      expect(accepts(more), JSON.stringify(more)).toBe(false);
  });
});
