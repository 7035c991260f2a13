/**
 * What the purchaser vouched for is theirs to change: the supplier's own acts never move a verdict in the supplier's favour, and what
 * the supplier says instead stands beside it until an account or a paper of the purchaser's makes it the value.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctionOf } from '../../../src/pipeline/record/correct.ts';
import type { Attachment, EnteredBy, RecordKind } from '../../../src/records/record.ts';
import { rowLists, withRowIds } from '../../../src/records/row.ts';
import { claimsOf, settled } from '../../../src/records/standing.ts';
import * as recount from '../../../src/recount/vouched.ts';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { besideText } from '../../../src/wording/corrections.ts';
import { toldValues } from '../../../src/wording/told-values.ts';
import { heldEdit } from '../../../src/workspace/change/held-edit.ts';
import { context, contract, DAY, HOUR, incident, iso, MIN } from '../../subjects/incidents/_incident.ts';
import { runs } from '../../support/runs.ts';

const theirs: EnteredBy = { name: '采购人经办人', account: 'clerk', channel: 'purchaser' };
const ours: EnteredBy = { name: '驻点运维工程师', account: 'engineer', channel: 'desk' };

const kind = incidentKind as unknown as RecordKind;
const bundle = { contract } as Parameters<typeof correctionOf>[4];

/** One edit as every door makes it. */
async function edited(
  before: IncidentRecord,
  given: Partial<IncidentRecord>,
  { by, at, received }: { by: EnteredBy; at: number; received?: number },
): Promise<IncidentRecord> {
  const after = withRowIds({ ...before, ...given }, rowLists(incidentKind.schema), { ...before });
  const said = { at: iso(at), by: by.name ?? '', entered: by, reason: '更正' };
  const made = correctionOf(kind, before, after, said, bundle);
  const whole = made === undefined ? after : { ...after, corrections: [...(before.corrections ?? []), made] };
  const edit = { before, given: whole, at: iso(at), who: said.by, reason: said.reason };
  const receivedAt = received === undefined ? null : iso(received);
  return incidentKind.schema.parse(await heldEdit(kind, edit, () => Promise.resolve(receivedAt)));
}

const BEST: Readonly<Record<string, number>> = { missed: 0, overrun: 0, unrecorded: 0, undecided: 1 };

/** By clock and quota, the more the better for the supplier. */
function verdict(record: IncidentRecord): number[] {
  const judged = assessIncident(record, context(60 * DAY));
  const clocks = judged.clocks.map(({ state }) => BEST[state] ?? 2);
  return [...clocks, ...judged.counted.values().map(() => (judged.responsibility === 'supplier' ? 0 : 1))];
}

const stored = (record: IncidentRecord): IncidentRecord => withRowIds(record, rowLists(incidentKind.schema));

const full = stored(
  incident({
    ...{ reported: 0, responded: 20 * MIN, remote: 25 * MIN, arrived: 2 * HOUR, restored: 7 * HOUR, closed: 8 * HOUR },
    ...{ confirmed: 7 * HOUR, unsigned: true, level: 'P1', outage: 'whole', recorded: DAY, diagnosis: 'both' },
    pauses: [{ from: 30 * MIN, to: 40 * MIN, confirmedAt: HOUR }],
  }),
);

const time = fc.integer({ min: 0, max: 9 * HOUR }).map(iso);
const edits: fc.Arbitrary<Partial<IncidentRecord>> = fc.oneof(
  ...(['respondedAt', 'remoteStartedAt', 'arrivedAt', 'restoredAt', 'confirmedRestoredAt', 'reportedAt'] as const).map(
    (field) => time.map((at) => ({ [field]: at })),
  ),
  time.map((at) => ({ discoveredAt: at, at })),
  fc
    .constantFrom('purchaser', 'cloud', 'third-party', 'force-majeure')
    .map((responsibility) => ({ responsibility }) as object),
  fc.constantFrom('none', 'partial').map((outage) => ({ outage }) as object),
  fc.constantFrom('P2', 'P3', 'P4').map((level) => ({ levels: full.levels.map((row) => ({ ...row, level })) })),
  fc.constantFrom('P3', 'P4').map((level) => ({
    levels: [
      ...full.levels,
      { level, at: iso(MIN), reason: '示例', setBy: '甲', confirmedBy: '乙', confirmedAt: iso(2 * MIN) },
    ],
  })),
  time.map((to) => ({ pauses: (full.pauses ?? []).map((row) => ({ ...row, to })) })),
);

test('property: after the purchaser’s act nothing that the supplier writes moves a verdict in the supplier’s favour', async () => {
  const acts = fc.array(fc.record({ given: edits, isTheirs: fc.boolean() }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (all, isReceived) => {
      let record = await edited(full, { confirmedRestoredAt: iso(7 * HOUR + 60) }, { by: theirs, at: 9 * HOUR });
      let best = verdict(record);
      for (const [n, { given, isTheirs }] of all.entries()) {
        const at = 10 * HOUR + n * MIN;
        record = await edited(record, given, {
          by: isTheirs ? theirs : ours,
          at,
          ...(isReceived ? { received: 9 * HOUR } : {}),
        });
        const now = verdict(record);
        if (!isTheirs) for (const [n, one] of now.entries()) expect(one).toBeLessThanOrEqual(best[n] ?? 0);
        best = now;
        expect(recount.vouchedIncident(record)).toMatchObject({ restoredAt: record.restoredAt });
      }
    }),
    { numRuns: runs(60) },
  );
});

test('a claim stands beside the value, is told where it is printed, and a paper signed since makes it the value', async () => {
  const confirmed = await edited(full, { confirmedRestoredAt: iso(7 * HOUR + 60) }, { by: theirs, at: 9 * HOUR });
  const claimed = await edited(confirmed, { confirmedRestoredAt: iso(HOUR) }, { by: ours, at: 10 * HOUR });
  expect(claimed.confirmedRestoredAt).toBe(confirmed.confirmedRestoredAt);
  expect(besideText(claimed, ['confirmedRestoredAt'])).toMatch(
    /^值改过 1 次：采购人经办人，2026-11-24 16:00 → 2026-11-24 16:01；.*⟦供应商⟧主张 2026-11-24 10:00，未经⟦采购人⟧确认$/,
  );
  expect(besideText(claimed, ['respondedAt'])).toBe('');
  // What status, verify and the pack say of the record is what stands beside the verdict, with the name of the value.
  const [changed, claim] = besideText(claimed, ['confirmedRestoredAt']).split('；');
  expect(toldValues(kind, claimed)).toMatchObject({ text: `${claim?.split('：')[0]}${changed}；${claim}`, claims: 1 });
  expect(toldValues(kind, claimed, iso(10 * HOUR - 1)).claims).toBe(0);
  expect(toldValues(kind, { ...claimed, source: 'auto' }).text).toBe('');
  expect(settled(claimed, iso(10 * HOUR - 1)).changes).toEqual([]);
  const { record, changes } = settled(claimed, iso(11 * HOUR));
  expect((record as IncidentRecord).confirmedRestoredAt).toBe(iso(HOUR));
  const said = { at: iso(11 * HOUR), by: '甲', reason: '签认', what: '', changes };
  expect(claimsOf({ ...record, corrections: [...(record.corrections ?? []), said] })).toEqual([]);
});

test('a paper that was signed holds what stood there, and vouches for nothing that is written beneath it', async () => {
  const scan: Attachment = {
    ...{ sha256: 'a'.repeat(64), name: '单.pdf', type: 'application/pdf', size: 1000, subject: '确认单' },
    ...{ takenAt: iso(9 * HOUR), proof: 'purchaser' },
  };
  const signed = { ...full, attachments: [scan] };
  const places = async (given: Partial<IncidentRecord>, before: IncidentRecord = signed) =>
    claimsOf(await edited(before, given, { by: ours, at: 10 * HOUR })).map(({ path }) => path);
  expect(await places({ responsibility: 'cloud' })).toEqual(['responsibility']);
  expect(await places({ respondedAt: iso(MIN) })).toEqual(['respondedAt']);
  const withdrawn = { by: '甲', at: iso(9 * HOUR), reason: '附错' };
  expect(await places({ respondedAt: iso(MIN) }, { ...full, attachments: [{ ...scan, withdrawn }] })).toEqual([
    'respondedAt',
  ]);
  const { confirmedRestoredAt: _, ...open } = signed;
  expect(await places({ confirmedRestoredAt: iso(HOUR) }, open as IncidentRecord)).toEqual(['confirmedRestoredAt']);
  // Words by which nothing is judged, what happened after the paper, and what comes with another one, are theirs to write.
  expect(await places({ symptom: '另一种说法', closedAt: iso(12 * HOUR) })).toEqual(['closedAt']);
  const fresh = { ...scan, sha256: 'b'.repeat(64), takenAt: iso(10 * HOUR) };
  expect(await places({ responsibility: 'cloud', attachments: [scan, fresh] })).toEqual([]);
});

test('work that goes on after the purchaser received it is no claim, and does not go back', async () => {
  const measure = { problem: '甲', measure: '乙', owner: '丙', dueOn: '2026-12-10', acceptance: '丁', status: 'open' };
  const before = stored({ ...full, measures: [measure] } as unknown as IncidentRecord);
  const about = { by: ours, at: 12 * HOUR, received: 9 * HOUR };
  const moved = (record: IncidentRecord, given: object) =>
    ({ measures: record.measures?.map((row) => ({ ...row, ...given })) }) as Partial<IncidentRecord>;
  const done = await edited(before, moved(before, { status: 'done', doneOn: '2026-12-08' }), about);
  expect([claimsOf(done), done.measures?.[0]?.status]).toEqual([[], 'done']);
  const back = await edited(done, moved(done, { status: 'doing', dueOn: '2026-12-20' }), about);
  expect(claimsOf(back).map(({ path }) => path.split('.')[2])).toEqual(['dueOn', 'status']);
});

test('the restoration that counts is worked out in one place, and once more where figures are counted again', async () => {
  const root = join(import.meta.dirname, '../../..');
  const around: string[] = [];
  for (const folder of ['src', 'reports'])
    for (const name of (await readdir(join(root, folder), { recursive: true })).filter((one) => one.endsWith('.ts')))
      if (/\bconfirmedRestoredAt (?:\?\?|\|\|)/.test(await readFile(join(root, folder, name), 'utf8')))
        around.push(`${folder}/${name}`);
  expect(around).toEqual(['src/recount/starts.ts']);
});
