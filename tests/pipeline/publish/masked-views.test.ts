/**
 * Everything that a view of the site says, over a workspace in which machines and people stand in every text of every kind of record, in
 * assets and in articles: of what the view promises not to hold, nothing is in it, and the supplier's has it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { sides } from '../../../src/contract/acts.ts';
import { ORIGINALS_PROMISE, outlets, viewPromises } from '../../../src/contract/disclosure.ts';
import { channelTypes } from '../../../src/contract/notices.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import type { SiteFile } from '../../../src/pipeline/publish/site-files.ts';
import { dueCalendar, weekPage } from '../../../src/pipeline/remind/offline.ts';
import { remindFacts } from '../../../src/pipeline/remind/reminder-facts.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import type { SiteView } from '../../../src/report/site-model.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { filled, judged } from '../../payloads/_fill.ts';
import { DAY, makeUnfilledWorkspace, open } from '../_workspace.ts';

const NOW = `${DAY}T18:00:00+08:00`;
const PLANTED = {
  IPv4: '10.77.1.15',
  IPv6: 'fd00:77::15',
  'name of an asset': 'core-db-77',
  'name of an inner network': 'app-77.bureau.internal',
  'host of a URL': 'gateway77',
} as const;
const PERSON = '欧阳守拙';
const TEXT = `网关 10.77.1.15:8080 与 [fd00:77::15]:22 无响应，core-db-77 报错，见 https://app-77.bureau.internal/login 和 http://gateway77:9090/，${PERSON}处理`;

const PROJECT = `core-db-77、10.77.1.15，${PERSON}`;
let sent: string[];
let root: string;
const said: Partial<Record<SiteView, string>> = {};

beforeAll(async () => {
  root = await makeUnfilledWorkspace();
  await edit('contract/assets.yaml', (file) => {
    file.setIn(['assets', 0, 'addresses'], ['10.77.1.15', 'core-db-77']);
  });
  await edit('opsledger.yaml', (file) => {
    const roles = [
      { id: 'engineer', name: '工程师', side: 'supplier', documents: ['all'], acts: ['read', 'names', 'record'] },
      { id: 'purchaser', name: '采购人', side: 'purchaser', acts: ['read', 'names', 'receive'] },
      { id: 'reader', name: '查阅', side: 'auditor', acts: ['read'] },
    ];
    file.set('desk', file.createNode({ roles }));
  });
  await edit('contract/contract.yaml', (file) => {
    file.set('project', `运维项目（${PROJECT}）`);
    file.setIn(['people', 0, 'name'], PERSON);
  });
  await edit('contract/obligations.yaml', (file) => {
    file.setIn(['obligations', 0, 'name'], `日志（${PROJECT}）`);
  });
  await mkdir(join(root, 'knowledge-base'), { recursive: true });
  await writeFile(join(root, 'knowledge-base', 'planted.md'), `# 连接\n\n${TEXT}\n`);
  const session = await open(root);
  await session.workspace.change(
    '各种记录',
    async (change) => {
      for (const kind of await kindIds()) {
        const unit = await loadKind(kind);
        const { record } = filled(judged(unit, session.workspace.contract), unit.example.id, TEXT);
        const { id: _id, schema: _schema, kind: _kind, ...draft } = record as AnyRecord & Record<string, unknown>;
        await change.addRecord(kind, draft as unknown as Draft<AnyRecord>);
      }
      // Named nowhere else by a field of its own: what a field says of people is found in every text.
      const {
        id: _,
        schema: __,
        kind: ___,
        ...note
      } = (await loadKind('note')).example as unknown as AnyRecord & { enteredBy?: object };
      await change.addRecord('note', {
        ...note,
        enteredBy: { name: PERSON, channel: 'desk' },
      } as unknown as Draft<AnyRecord>);
    },
    { at: NOW },
  );
  for (const view of ['supplier', 'purchaser', 'audit'] as const) {
    const { model, beside } = await siteContent(session, NOW, view);
    const { manual: _, ...own } = model;
    const files = await beside((value) => value);
    said[view] = JSON.stringify(own) + files.map(textOf).join('\n');
  }
  sent = [
    JSON.stringify(await remindFacts(session, NOW)),
    await dueCalendar(session, NOW),
    await weekPage(session, NOW),
  ].map((one) => one.replaceAll(/\r\n /g, ''));
  await session.close();
}, 300_000);

const textOf = ({ from }: SiteFile): string => ('bytes' in from ? Buffer.from(from.bytes).toString('utf8') : '');

async function edit(path: string, change: (file: ReturnType<typeof parseDocument>) => void): Promise<void> {
  const file = parseDocument(await readFile(join(root, path), 'utf8'));
  change(file);
  await writeFile(join(root, path), file.toString());
}

describe.each(['purchaser', 'audit'] as const)('the view of the %s', (view) => {
  it.each(Object.entries(PLANTED))('says no %s, which the supplier’s does', (_, planted) => {
    expect(said.supplier).toContain(planted);
    expect(around(said[view] ?? '', planted)).toEqual([]);
  });
});

it('names people where all its readers may see them, and nobody where one may not', () => {
  expect(said.supplier).toContain(PERSON);
  expect(said.purchaser).toContain(PERSON);
  for (const one of [PERSON, encodeURIComponent(PERSON)]) expect(around(said.audit ?? '', one)).toEqual([]);
});

it('leaves machines and people out of every message, calendar and list that is sent', () => {
  for (const one of sent) {
    expect(one).toContain('〔姓名略〕');
    for (const planted of [PLANTED.IPv4, PLANTED['name of an asset'], PERSON]) expect(around(one, planted)).toEqual([]);
  }
});

it('has a row for every way by which something is read', () => {
  expect(Object.keys(outlets).sort()).toEqual(
    [
      ...['supplier', 'purchaser', 'audit'].map((view) => `site ${view}`),
      ...Object.keys(sides).map((side) => `desk ${side}`),
      ...Object.keys(channelTypes),
      ...['calendar', 'week list', 'document', 'pack'],
    ].sort(),
  );
});

/** What stands around each place at which it is said. */
const around = (text: string, word: string): string[] =>
  [...text.matchAll(new RegExp(word.replaceAll('.', '\\.'), 'gi'))].map(({ index }) =>
    text.slice(Math.max(0, index - 120), index + 60),
  );

describe('what is promised', () => {
  const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

  it('is the table’s own words, wherever it stands', async () => {
    const starter = (await read('data/starters/bureau/opsledger.yaml')).replaceAll(/\n# /g, '');
    const manual = await read('knowledge-base/manual/09-site.mdx');
    for (const promise of [...viewPromises, ORIGINALS_PROMISE].map((one) => one.replaceAll(/[⟦⟧]/g, ''))) {
      expect(starter).toContain(promise);
      expect(manual).toContain(promise);
    }
    expect(await read('templates/desk/packs.hbs')).toContain(ORIGINALS_PROMISE);
  });
});
