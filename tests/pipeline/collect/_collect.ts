/** Workspaces whose settings name sources of a test, and what a collect run left in them. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CollectResult, collect } from '../../../src/pipeline/collect/collect.ts';
import { openSession, type Session } from '../../../src/pipeline/session.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import type { InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { everyDay } from '../../support/every-day.ts';
import { makeWorkspace } from '../_workspace.ts';

export interface Place {
  root: string;
  /** Writes the settings anew; the next run reads them. */
  sources(list: object[], more?: object): Promise<void>;
  session(): Promise<Session>;
  run(names?: string[]): Promise<CollectResult>;
  /** The newest inspection of the workspace. */
  last(): Promise<InspectionRecord>;
  /** Everything that is kept, records and evidence unpacked, as one text. */
  everything(): Promise<string>;
}

/** @param root a workspace of the test's own; a fresh one without it */
export async function place(root?: string): Promise<Place> {
  return placeAt(root ?? (await makeWorkspace()));
}

function placeAt(root: string): Place {
  const session = () => openSession(root);
  return {
    root,
    session,
    async sources(list, more = {}) {
      const settings = {
        schema: 1,
        timeZone: 'Asia/Shanghai',
        inspection: { opensAt: '09:00' },
        sources: list,
        ...more,
      };
      await writeFile(join(root, 'opsledger.yaml'), JSON.stringify(settings));
    },
    async run(names) {
      const opened = await session();
      return await collect(opened, { trigger: 'command', ...(names === undefined ? {} : { sources: names }) });
    },
    async last() {
      const { records } = await (await session()).workspace.records.list<InspectionRecord>('inspection');
      const newest = records.at(-1);
      if (newest === undefined) throw new Error('no inspection');
      return newest;
    },
    async everything() {
      const folders = ['records', 'evidence', 'state'];
      const files = await Promise.all(folders.map((folder) => filesBelow(join(root, folder))));
      const bytes = await Promise.all(
        files.flat().map((file) => readFile(file).then((b) => (file.endsWith('.gz') ? gunzipSync(b) : b))),
      );
      return Buffer.concat(bytes).toString('latin1');
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Rows of an inspection by check and asset; throws when there is none, so that no test passes by its absence. */
export async function judged(at: Place, inspection?: InspectionRecord) {
  const session = await at.session();
  const record = inspection ?? (await at.last());
  const { checks, assets } = session.workspace.contract;
  const rows = judgeInspection({
    ...everyDay,
    checks,
    assets,
    inspection: record,
    confirm: null,
    previous: null,
    asOf: record.finishedAt,
  }).flatMap((row) => [row, ...(row.members ?? [])]);
  const all = (check: string, asset: string) => rows.filter((one) => one.check === check && one.asset === asset);
  const one = (check: string, asset: string, instance?: string) => {
    const row = all(check, asset).find((r) => instance === undefined || r.instance === instance);
    if (row === undefined) throw new Error(`no row ${check} ${asset} ${instance ?? ''}`);
    return row;
  };
  return Object.assign(one, { all });
}
