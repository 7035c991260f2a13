/** What is read for the site: what it asks for, each kind once. */
import { describe, expect, it } from 'vitest';
import { momentOf } from '../../../src/contract/calendar/moment.ts';
import { EnvironmentError } from '../../../src/contract/error.ts';
import { readSiteRecords } from '../../../src/pipeline/publish/records.ts';
import type { AnyRecord, RecordKind } from '../../../src/records/record.ts';
import { EVERY_KIND, type SiteNeed } from '../../../src/sections/parts/needs.ts';
import scan from '../../../src/subjects/findings/kinds/scan.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import type { RecordStore, RecordWindow } from '../../../src/workspace/store/record-store.ts';

const kinds = [incident, scan] as unknown as RecordKind[];

async function read(needs: SiteNeed[]) {
  const asked: [string, RecordWindow | undefined][] = [];
  const store = {
    async list(kind: string, window?: RecordWindow) {
      asked.push([kind, window]);
      const records = kinds.filter(({ id }) => id === kind).map(({ example }): AnyRecord => structuredClone(example));
      return { records, files: [], withdrawn: [], problems: [{ path: `records/${kind}/x.yaml`, message: '读不出' }] };
    },
    ids: async (kind: string) => [`${kind}-id`],
  } as unknown as RecordStore;
  const { found, problems } = await readSiteRecords(
    store,
    kinds,
    needs,
    {
      ...momentOf('2026-11-25T18:00:00+08:00', SERVICE),
      to: '2026-11-25',
    },
    {},
  );
  return { asked, ...found, problems };
}

const SERVICE = { to: '2027-08-31' };

describe('the records of the site', () => {
  it('are read once a kind, from the first day that anybody asks for', async () => {
    const { asked, problems } = await read([
      { kind: 'scan', window: { days: 31 } },
      { kind: 'incident', window: 'all' },
      { kind: 'incident', window: 'today' },
      { kind: 'scan', window: 'year' },
    ]);
    expect(asked).toEqual([
      ['incident', { from: undefined, to: '2026-11-25' }],
      ['scan', { from: '2025-11-25', to: '2026-11-25' }],
    ]);
    expect(problems).toEqual(
      ['incident', 'scan'].map((kind) => ({ file: `records/${kind}/x.yaml`, message: '读不出' })),
    );
  });

  it('are what was written down, whoever looks at them, and of all kinds where all are asked for', async () => {
    const { records, ids } = await read([
      { kind: 'incident', window: 'all' },
      { kind: EVERY_KIND, window: 'months' },
    ]);
    expect(records).toEqual({ incident: [incident.example], scan: [scan.example] });
    expect([...ids]).toEqual([
      ['incident', ['incident-id']],
      ['scan', ['scan-id']],
    ]);
  });

  it('cannot be of a kind that does not exist', async () => {
    const failure = read([{ kind: 'incidents', window: 'all' }]);
    await expect(failure).rejects.toThrow(EnvironmentError);
    await expect(failure).rejects.toThrow(/incidents[\s\S]*incident、scan/);
  });
});
