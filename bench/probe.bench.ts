/** Availability of a month from minute samples: 43,200 an asset, read from the records of a workspace and summed up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialise } from '../src/pipeline/init.ts';
import { probeRecords } from '../src/pipeline/probe/probe-record.ts';
import { loadKind } from '../src/pipeline/units.ts';
import { probeSlots } from '../src/records/probe-samples.ts';
import { availabilityOf } from '../src/subjects/availability/judge/availability.ts';
import type { ProbeRecord } from '../src/subjects/inspections/kinds/probe.ts';
import { openWorkspace, type Workspace } from '../src/workspace/workspace.ts';
import { atMost, type Figure, median } from './_figure.ts';

const DAYS = 30;
const SLOTS = 1440;
const ROUNDS = 5;
const ENTERED = '2026-12-01T00:00:10+08:00';
const SERIES = 10;

export default {
  id: 'probe',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const root = join(folder, 'w');
      await initialise(root, { now: ENTERED, from: '2026-11-01' });
      const workspace = await openWorkspace(root, { kinds: loadKind });
      await fill(workspace);
      const times: number[] = [];
      let slots = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const started = performance.now();
        const { records } = await workspace.records.list<ProbeRecord>('probe', {
          from: '2026-11-01',
          to: '2026-11-30',
        });
        availabilityOf({
          probes: records,
          windows: [],
          from: '2026-11-01T00:00:00+08:00',
          to: '2026-12-01T00:00:00+08:00',
        });
        times.push((performance.now() - started) / 1000);
        slots = records.reduce((sum, one) => sum + one.series.reduce((n, row) => n + probeSlots(row.states), 0), 0);
      }
      const expected = DAYS * SLOTS * SERIES;
      if (slots !== expected) throw new Error(`${slots} samples read, ${expected} written`);
      return [
        atMost(`a month of minute samples of ${SERIES} series (${slots}), read and summed`, median(times), 's', 1),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Every twentieth minute fails, so that runs are many and short. */
async function fill(workspace: Workspace): Promise<void> {
  const samples = Array.from({ length: SLOTS }, (_, slot) => ({
    slot,
    interval: 60,
    series: workspace.contract.assets.slice(0, SERIES).map(({ id }, n) => ({
      target: id,
      probe: 'tcp' as const,
      address: `h${n}:80`,
      state: slot % 20 === n ? ('down' as const) : ('up' as const),
      latency: 10 + (slot % 7),
      reason: '连接超时',
    })),
  }));
  await workspace.change(
    'bench',
    async (change) => {
      for (let day = 1; day <= DAYS; day += 1) {
        const date = `2026-11-${String(day).padStart(2, '0')}`;
        for (const draft of probeRecords(date, samples, { tool: 'bench', now: ENTERED }))
          await change.addRecord<ProbeRecord>('probe', draft);
      }
    },
    { at: ENTERED },
  );
}
