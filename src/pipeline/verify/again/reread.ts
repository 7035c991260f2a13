/** Reads again the files that people brought (`collect --from`): their records must say what they say. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reading, SourceRun } from '../../../records/reading.ts';
import type { InspectionRecord } from '../../../subjects/inspections/kinds/inspection.ts';
import { runSource } from '../../collect/run-source.ts';
import { toolVersion } from '../../program.ts';
import type { Session } from '../../session.ts';
import { loadCollector } from '../../units.ts';
import type { Problem } from '../problem.ts';
import { differences } from '../readings.ts';

/** The one type whose file alone gives the readings; of the others the settings of their time would be needed. */
const TYPE = 'host-report';
const DEADLINE_SECONDS = 60;
/** A bundle is lines of JSON: it begins with a brace. */
const BUNDLE = 0x7b;

/** Adds a problem for each reading that its file does not give. @returns a line with how many were read again */
export async function reread({ workspace }: Session, problems: Problem[]): Promise<string[]> {
  const { files } = await workspace.records.list<InspectionRecord>('inspection');
  // Another version may read more, or otherwise: only what this one read is it asked for again.
  const tool = await toolVersion();
  let count = 0;
  for (const { path, record } of files.filter((one) => one.record.tool === tool)) {
    for (const run of record.runs.filter(({ type, ok }) => type === TYPE && ok)) {
      const readings = record.readings.filter(({ source }) => source === run.source);
      const [sha256] = new Set(readings.flatMap(({ evidence = [] }) => evidence));
      const bytes =
        sha256 === undefined ? undefined : await workspace.evidence.getEvidence(sha256).catch(() => undefined);
      // That it is missing or damaged is told with the evidence; what a bundle holds is compared there.
      if (sha256 === undefined || bytes === undefined || bytes[0] === BUNDLE) continue;
      const said = await readAgain(run, bytes, workspace.root);
      problems.push(...differences(path, sha256, said.map(timeless), readings.map(timeless)));
      count += readings.length;
    }
  }
  return count === 0 ? [] : [`由主机巡检报告重新读取采集值 ${count} 项`];
}

/** When it was read is the clock's, not the file's. */
const timeless = <T extends Omit<Reading, 'evidence'>>(reading: T): T => ({ ...reading, at: '' });

async function readAgain(run: SourceRun, bytes: Uint8Array, root: string): Promise<Omit<Reading, 'evidence'>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-reread-'));
  try {
    const file = join(folder, 'report');
    await writeFile(file, bytes);
    const source = { name: run.source, type: run.type, target: run.target, deadlineSeconds: DEADLINE_SECONDS };
    const context = { load: loadCollector, clock: () => run.finishedAt, previous: [], env: {}, root, unreadable: null };
    return (await runSource({ ...source, options: { file } }, context)).readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
